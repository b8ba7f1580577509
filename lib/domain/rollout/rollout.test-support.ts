import type { Requirements } from "../features.ts";
import { harnessCluster } from "../harness-cluster.ts";
import { DEFAULT_ROLLOUT_LAUNCH, type RolloutFeatures, type RolloutLaunch } from "../rollout.ts";
import type { RolloutTrust, StackSetInput } from "./stack-set.ts";

export const TRUST: RolloutTrust = {
	harness: harnessCluster("891928451355", "aws"),
	externalId: "harness:891928451355:lnFZRF6jQO6tQnB9xxXXXx",
	verifier: {
		accountId: "999988887777",
		principalArn: "arn:aws:iam::999988887777:role/rolebridge-verifier",
		externalId: "rb-0123456789abcdefghjkmnpqrstvwxyz",
	},
};

/** Requirements with only what a test is about. */
export function requirementsWith(parts: Partial<Requirements> = {}): Requirements {
	return {
		features: ["VISIBILITY"],
		autoStopping: [],
		governancePolicyArns: [],
		commitmentWrite: false,
		...parts,
	};
}

export const FEATURES: RolloutFeatures = {
	member: requirementsWith({ features: ["VISIBILITY", "GOVERNANCE"] }),
	exceptions: [],
	payer: {
		requirements: requirementsWith({ features: ["BILLING", "VISIBILITY"] }),
		costReport: { kind: "own", reportName: "costs", bucketName: "acme-costs", reportType: "CUR2.0" },
	},
};

export const LAUNCH: RolloutLaunch = { ...DEFAULT_ROLLOUT_LAUNCH, waves: [["r-ab12"]] };

export const INPUT: StackSetInput = {
	trust: TRUST,
	source: "ours",
	features: FEATURES,
	role: LAUNCH.role,
};

/** What would run, take a value apart, or end a line in a shell, a link or JSON. */
export const HOSTILE = [
	"'; rm -rf /; '",
	"$(id)",
	"`id`",
	"a\nb",
	'"',
	"\\",
	"a&param_RoleName=x",
	"a,b=c",
	"é😀",
	"--call-as SELF",
] as const;
