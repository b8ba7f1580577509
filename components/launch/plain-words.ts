import type { Destination } from "#lib/domain/destination.ts";
import { featureWords } from "#lib/domain/destinations/words-of.ts";
import { AUTOSTOPPING_INFO } from "#lib/domain/feature-info.ts";
import type { AutoStoppingFeature, Feature, Requirements } from "#lib/domain/features.ts";

/** What a feature lets Harness do, in the words of somebody who has never heard of Harness. */
export type PlainWords = {
	/** After "Harness may": "Read the cost report and the list of accounts". */
	readonly title: string;
	/** What it does not reach, or what to know before one agrees. */
	readonly limit: string;
};

export function plainWords(
	feature: Feature,
	requirements: Requirements,
	destination: Destination = "harness-ccm",
): PlainWords {
	const { plain } = featureWords(destination, feature);
	if (plain !== null) return plain;
	switch (feature) {
		case "BILLING":
			return {
				title: "Read the cost report and the list of accounts",
				limit: "Of S3 it reads the cost report's bucket only, and copies the report to Harness's own bucket.",
			};
		case "VISIBILITY":
			return {
				title: "See which servers and databases exist, not what is in them",
				limit: "It reads names, sizes, tags and use. It cannot open a database, a disk or a file.",
			};
		case "OPTIMIZATION":
			return autoStoppingWords(requirements.autoStopping);
		case "GOVERNANCE":
			return governanceWords(requirements.governancePolicyArns.length);
		case "COMMITMENT_ORCHESTRATOR":
			return commitmentWords(requirements.commitmentWrite);
		default:
			return feature satisfies never;
	}
}

function autoStoppingWords(narrowed: readonly AutoStoppingFeature[]): PlainWords {
	if (narrowed.length === 0) {
		return {
			title: "Stop and start servers, groups, services and databases that a rule names",
			limit:
				"The rights are wider than that sentence: every EC2 action is among them. The list says which, and what they could do in the wrong hands. You can offer the request without this.",
		};
	}
	const names = narrowed.map((choice) => AUTOSTOPPING_INFO[choice].label);
	return {
		title: `Stop and start what a rule names: ${listed(names)}`,
		limit:
			"Harness stops only what a rule of your own company names; the rights themselves reach every resource of that kind here.",
	};
}

function governanceWords(policies: number): PlainWords {
	if (policies === 0) {
		return {
			title: "Look for resources that break your rules",
			limit:
				"It changes nothing. AWS's ReadOnlyAccess policy comes with it, which also reads contents such as files and log lines.",
		};
	}
	return {
		title: "Look for resources that break your rules, and act on them",
		limit: `What it may do is in the ${policies === 1 ? "policy" : `${policies} policies`} that the sender named. Read ${policies === 1 ? "it" : "them"} before you agree.`,
	};
}

function commitmentWords(mayWrite: boolean): PlainWords {
	return mayWrite
		? {
				title: "Buy and exchange Reserved Instances and Savings Plans",
				limit: "A purchase binds this account's payer for one or three years and cannot be undone.",
			}
		: {
				title: "See Reserved Instances and Savings Plans, and how well they are used",
				limit: "It buys nothing.",
			};
}

/** "EC2 instances, RDS databases and ECS services" */
export function listed(names: readonly string[]): string {
	if (names.length < 2) return names.join("");
	return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
