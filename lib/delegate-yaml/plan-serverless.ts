import { type ServerlessInstall, serverlessLines, spliceScript } from "#lib/domain/platform/init-script.ts";
import type { Delegate } from "./find-delegate.ts";
import { labelOf, type Plan, refuse } from "./plan.ts";
import { setScript } from "./set-script.ts";
import { addItem } from "./set-text.ts";
import { isMap, mapsOf, nodeAt, seqAt, stringAt } from "./yaml-file.ts";

export type ServerlessChange = { readonly kind: "serverless" } & ServerlessInstall;

/** The delegate installs the Serverless Framework by its `INIT_SCRIPT`; what the script did before, it still does. */
export function planServerless(
	plan: Plan,
	{ object, container }: Delegate,
	install: ServerlessChange,
): undefined {
	const path = ["spec", "template", "spec", "containers", container] as const;
	const what = `${labelOf(object)}: INIT_SCRIPT`;
	const podSpec = nodeAt(object.map, "spec", "template", "spec");
	const found = isMap(podSpec)
		? mapsOf(seqAt(podSpec, "containers")).find(([index]) => index === container)
		: undefined;
	if (found === undefined) return;
	const entries = mapsOf(seqAt(found[1], "env")).filter(
		([, entry]) => stringAt(entry, "name") === "INIT_SCRIPT",
	);
	const [entry, second] = entries;
	if (entry === undefined) return addItem(plan, { object, path: [...path, "env"], what }, itemOf(install));
	if (second !== undefined)
		return refuse(plan, second[1], "not-understood", `${what} is set twice. Keep one of them.`);
	const from = nodeAt(entry[1], "valueFrom");
	if (from !== null)
		return refuse(plan, from, "not-understood", `${what} comes from elsewhere (valueFrom). Change it there.`);
	setScript(plan, { object, path: [...path, "env", entry[0], "value"], what }, (lines) =>
		spliceScript(lines, install),
	);
}

function itemOf(install: ServerlessInstall) {
	const script = ["#!/bin/bash", ...serverlessLines(install)];
	const value = script.join("\n");
	return {
		lines: ["- name: INIT_SCRIPT", "  value: |-", ...script.map((line) => `    ${line}`)],
		flow: `{name: INIT_SCRIPT, value: ${JSON.stringify(value)}}`,
		value: { name: "INIT_SCRIPT", value },
	};
}
