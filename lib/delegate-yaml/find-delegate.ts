import { failed, ok, type Result } from "#lib/domain/result.ts";
import { type KubeObject, mapAt, mapsOf, seqAt, stringAt, type YamlFile } from "./yaml-file.ts";
import type { YamlProblem } from "./yaml-problem.ts";

/** The workload that runs the delegate, and which of its containers does. */
export type Delegate = {
	readonly object: KubeObject;
	readonly name: string;
	readonly container: number;
};

/** Environment variables that only a delegate has. */
const OF_A_DELEGATE = new Set(["DELEGATE_NAME", "DELEGATE_TYPE", "DELEGATE_TOKEN", "MANAGER_HOST_AND_PORT"]);

/**
 * The Deployment (a StatefulSet of a legacy delegate) that runs the delegate: by its image, or by variables that only a
 * delegate has. Where there are several, `name` chooses; without it they are listed.
 */
export function findDelegate(
	file: YamlFile,
	name: string | undefined,
): Result<Delegate, readonly YamlProblem[]> {
	const all = file.objects.flatMap((object) => delegateOf(object) ?? []);
	const [first] = all;
	if (first === undefined)
		return failed([
			{
				kind: "no-delegate",
				line: null,
				message:
					"No Deployment or StatefulSet in this file runs a Harness delegate. Take the YAML that Harness gave you.",
			},
		]);
	const chosen = all.length === 1 ? first : all.find((one) => one.name === name);
	if (chosen !== undefined) return ok(chosen);
	return failed([
		{
			kind: "several-delegates",
			line: file.lineOf(first.object.map.range[0]),
			message: `This file holds ${all.length} delegates. Choose the one to change.`,
			delegates: all.map((one) => one.name),
		},
	]);
}

function delegateOf(object: KubeObject): Delegate | null {
	if (object.kind !== "Deployment" && object.kind !== "StatefulSet") return null;
	const podSpec = mapAt(object.map, "spec", "template", "spec");
	const containers = podSpec === null ? [] : mapsOf(seqAt(podSpec, "containers"));
	const found = containers.find(([, map]) => {
		// A registry takes no name of this length.
		const repository = (stringAt(map, "image") ?? "").slice(0, 1_000).replace(/[:@][^/]*$/, "");
		const names = mapsOf(seqAt(map, "env")).map(([, entry]) => stringAt(entry, "name"));
		return /delegate/i.test(repository) || names.some((each) => each !== null && OF_A_DELEGATE.has(each));
	});
	if (found === undefined) return null;
	return { object, container: found[0], name: stringAt(object.map, "metadata", "name") ?? "delegate" };
}
