import { expect, test } from "vitest";
import { featureChoices } from "#lib/domain/decide-requirements.ts";
import type { Requirements } from "#lib/domain/features.ts";
import type { Rollout } from "#lib/domain/rollout.ts";
import { RolloutFeaturesFormSchema } from "#lib/schemas/rollout-features-schema.ts";
import { rolloutFeatureValues } from "./feature-values.ts";

const ROLLOUT: Pick<Rollout, "kind" | "features" | "partition"> = {
	...{ kind: "organization", features: null, partition: "aws" },
};
const CHOICES = featureChoices({
	...{ partition: "aws", hasOwnReport: false, requiresAutoStopping: false, template: "ours" },
});
const NO_PAYER = { connector: null, report: null };
const NONE: Requirements = {
	...{ features: [], autoStopping: [], governancePolicyArns: [], commitmentWrite: false },
};

function values(parts: Partial<Parameters<typeof rolloutFeatureValues>[0]> = {}) {
	return rolloutFeatureValues({ rollout: ROLLOUT, draft: null, choices: CHOICES, payer: NO_PAYER, ...parts });
}

test("at first members have their inventory and the payer its costs, with a report to name", () => {
	expect(values().member.features).toEqual(["VISIBILITY"]);
	expect(values().payer).toMatchObject({ isWanted: true, hasReport: "yes", reportName: "" });
	expect(values().payer.requirements.features).toEqual(["BILLING", "VISIBILITY"]);
});

test("a list has no payer to ask about, and can be sent as it is shown", () => {
	const list = values({ rollout: { ...ROLLOUT, kind: "list" } });
	expect(list.payer.isWanted).toBe(false);
	expect(RolloutFeaturesFormSchema.safeParse(list).success).toBe(true);
});

test("a payer that is connected is left alone, and its report is there for whoever wants it", () => {
	const payer = {
		connector: { id: "c1", name: "Payer", requirements: { ...NONE, features: ["BILLING" as const] } },
		report: { kind: "own", reportType: "CUR1.0", reportName: "hourly", bucketName: "acme" } as const,
	};
	expect(values({ payer }).payer).toMatchObject({
		isWanted: false,
		reportType: "CUR1.0",
		reportName: "hourly",
		bucketName: "acme",
	});
});

test("what is stored comes back, and typing goes before it", () => {
	const features = {
		member: {
			...NONE,
			features: ["GOVERNANCE" as const],
			governancePolicyArns: ["arn:aws:iam::aws:policy/X"],
		},
		exceptions: [
			{
				match: { kind: "unit", unitId: "ou-ab12-1a2b3c4d" } as const,
				requirements: { ...NONE, features: ["VISIBILITY" as const] },
			},
		],
		payer: null,
	};
	const rollout = { ...ROLLOUT, features };
	expect(values({ rollout })).toMatchObject({
		member: { features: ["GOVERNANCE"], governancePolicyArns: "arn:aws:iam::aws:policy/X" },
		exceptions: [
			{ kind: "unit", unitId: "ou-ab12-1a2b3c4d", key: "", requirements: { features: ["VISIBILITY"] } },
		],
		payer: { isWanted: false },
	});
	const draft = { member: { features: ["VISIBILITY"] }, exceptions: [], payer: { isWanted: true } };
	expect(values({ rollout, draft })).toMatchObject({
		member: { features: ["VISIBILITY"] },
		exceptions: [],
		payer: { isWanted: true },
	});
});

test("a draft of anything is read as far as it makes sense", () => {
	const draft = {
		member: { features: ["BILLING", "NOTHING", "GOVERNANCE"], autoStopping: 7 },
		exceptions: [null, "x", { kind: "tag", key: 1, value: "v", requirements: [] }],
		payer: "yes",
	};
	expect(values({ draft })).toMatchObject({
		member: { features: ["GOVERNANCE"], autoStopping: [] },
		exceptions: [
			{ kind: "unit", unitId: "", requirements: { features: [] } },
			{ kind: "unit" },
			{ kind: "tag", key: "", value: "v" },
		],
		payer: { isWanted: true },
	});
});
