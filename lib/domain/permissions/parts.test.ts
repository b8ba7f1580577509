import { expect, test } from "vitest";
import { AUTOSTOPPING_FEATURES, FEATURES, type Requirements } from "../features.ts";
import { isInForce } from "./part-in-force.ts";
import { permissionParts } from "./parts.ts";
import { actionsOf } from "./summary.ts";

const NONE = { autoStopping: [], governancePolicyArns: [], commitmentWrite: false } as const;
const CHOICES: readonly Omit<Requirements, "features">[] = [
	NONE,
	{ ...NONE, commitmentWrite: true },
	{ ...NONE, autoStopping: ["EC2"] },
	{ ...NONE, autoStopping: ["ALB", "PROXY"] },
	{ ...NONE, autoStopping: AUTOSTOPPING_FEATURES, commitmentWrite: true },
];

test("the parts in force together are exactly what the role gets, for every feature and choice", () => {
	for (const feature of FEATURES) {
		for (const chosen of CHOICES) {
			const inForce = permissionParts(feature, "CUR2.0").filter((part) => isInForce(part, chosen));
			const fromParts = new Set(inForce.flatMap(({ actions }) => actions.map(({ action }) => action)));
			const real = actionsOf(feature, { features: [feature], ...chosen }, "CUR2.0");
			expect([...fromParts].sort(), feature).toEqual(real.map(({ action }) => action).sort());
		}
	}
});

test("what only CUR 2.0 needs is left out with CUR 1.0", () => {
	const names = (type: "CUR1.0" | "CUR2.0") =>
		permissionParts("BILLING", type).flatMap(({ actions }) => actions.map(({ action }) => action));
	expect(names("CUR2.0")).toContain("bcm-data-exports:ListExports");
	expect(names("CUR1.0")).not.toContain("bcm-data-exports:ListExports");
});

test("no part is empty", () => {
	for (const feature of FEATURES) {
		for (const part of permissionParts(feature, null))
			expect(part.actions.length, part.kind).toBeGreaterThan(0);
	}
});
