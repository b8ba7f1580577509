import { describe, expect, it } from "vitest";
import { AUTOSTOPPING_INFO, FEATURE_INFO, featureSupport } from "./feature-info.ts";
import { AUTOSTOPPING_FEATURES, FEATURES, featuresInOrder } from "./features.ts";
import { PARTITION_FACTS, PARTITIONS } from "./partition.ts";
import { TEMPLATE_PARAMETERS } from "./template-parameters.ts";

describe("features", () => {
	it("have the names and template parameters that Harness gives them", () => {
		expect(FEATURES.map((feature) => [FEATURE_INFO[feature].title, FEATURE_INFO[feature].parameter])).toEqual(
			[
				["Cost Visibility", "BillingEnabled"],
				["Resource Inventory Management", "EventsEnabled"],
				["Optimization by AutoStopping", "OptimizationEnabled"],
				["Cloud Governance", "GovernanceEnabled"],
				["Commitment Orchestration", "CommitmentOrchestratorEnabled"],
			],
		);
	});

	it("share no checkbox name with an AutoStopping choice", () => {
		const labels = AUTOSTOPPING_FEATURES.map((choice) => AUTOSTOPPING_INFO[choice].label);
		const titles = FEATURES.map((feature) => FEATURE_INFO[feature].title);
		expect(new Set([...labels, ...titles]).size).toBe(labels.length + titles.length);
		for (const title of titles) expect(labels.some((label) => label.includes(title))).toBe(false);
	});

	it("are switched by parameters that our template has", () => {
		const parameters: readonly string[] = TEMPLATE_PARAMETERS;
		for (const info of [...Object.values(FEATURE_INFO), ...Object.values(AUTOSTOPPING_INFO)]) {
			expect(parameters).toContain(info.parameter);
		}
	});
});

describe("a partition's features", () => {
	it("agree with what is known of the partition", () => {
		for (const partition of PARTITIONS) {
			const supported = FEATURES.filter((feature) => featureSupport(feature, partition).supported);
			expect(supported, partition).toEqual(PARTITION_FACTS[partition].harness.features);
		}
	});

	it("show AutoStopping first in GovCloud, and say in a sentence why the others are not there", () => {
		expect(featuresInOrder("aws-us-gov")[0]).toBe("OPTIMIZATION");
		expect(featuresInOrder("aws")).toEqual(FEATURES);
		for (const feature of FEATURES.filter((name) => name !== "OPTIMIZATION")) {
			const support = featureSupport(feature, "aws-us-gov");
			expect(support).toEqual({
				supported: false,
				reason: expect.stringMatching(/^Harness .*GovCloud.*\.$/),
			});
		}
	});
});
