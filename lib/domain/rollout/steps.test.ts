import { expect, test } from "vitest";
import { parseAccountId } from "../account-id.ts";
import { canEnterRolloutStep, firstOpenRolloutStep, rolloutStepTitle } from "./steps.ts";

const parsed = parseAccountId("123456789012");
const FEATURES = {
	member: { features: ["VISIBILITY"], autoStopping: [], governancePolicyArns: [], commitmentWrite: false },
	exceptions: [],
	payer: null,
} as const;
const NEW = {
	kind: "organization",
	version: 1,
	status: "draft",
	managementAccountId: null,
	features: null,
	launchedAt: null,
} as const;

test("each step opens with the one before it, and coming back leads to the first that is open", () => {
	if (!parsed.ok) throw new Error("fixture");
	expect(firstOpenRolloutStep(NEW)).toBe("organization");
	expect(canEnterRolloutStep("features", NEW)).toBe(false);
	const named = { ...NEW, managementAccountId: parsed.value };
	expect(firstOpenRolloutStep(named)).toBe("features");
	expect(canEnterRolloutStep("launch", named)).toBe(false);
	expect(firstOpenRolloutStep({ ...named, features: FEATURES })).toBe("launch");
	expect(canEnterRolloutStep("launch", { ...named, features: FEATURES })).toBe(true);
});

test("a list needs no management account: its first save is the list's", () => {
	const list = { ...NEW, kind: "list" } as const;
	expect(firstOpenRolloutStep(list)).toBe("organization");
	expect(firstOpenRolloutStep({ ...list, version: 2 })).toBe("features");
	expect(rolloutStepTitle("organization", list)).toBe("Accounts");
});

test("what has ended has no set-up, and what was launched can still be looked at", () => {
	if (!parsed.ok) throw new Error("fixture");
	const launched = {
		...NEW,
		managementAccountId: parsed.value,
		features: FEATURES,
		status: "launched",
		launchedAt: new Date(0),
	} as const;
	expect(canEnterRolloutStep("launch", launched)).toBe(true);
	expect(firstOpenRolloutStep(launched)).toBe("launch");
	expect(canEnterRolloutStep("organization", { ...launched, status: "ended" })).toBe(false);
});
