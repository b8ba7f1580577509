import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { FeaturesProgress } from "#lib/domain/change-progress.ts";
import type { Destination } from "#lib/domain/destination.ts";
import { featuresSteps } from "./features-steps.tsx";
import { ProgressList } from "./progress-list.tsx";

afterEach(cleanup);

function shown(destination: Destination): string {
	const progress: FeaturesProgress = {
		checkedAt: 1,
		waitsFor: "role",
		code: null,
		observed: "It lacks one permission.",
		missing: [{ feature: "VISIBILITY", actions: ["tag:GetResources"] }],
	};
	render(<ProgressList label="Steps of the change" steps={featuresSteps(progress, destination)} />);
	return screen.getByRole("list", { name: "Steps of the change" }).textContent;
}

test("a change of features ends with Harness where Harness has the connector", () => {
	const text = shown("harness-ccm");
	expect(text).toContain("Harness is updated");
	expect(text).toContain("Resource Inventory Management: 1 missing");
});

test("at another vendor nothing is said of Harness, and features bear the vendor's names", () => {
	const text = shown("cloudzero");
	expect(text).toContain("The new choice takes effect");
	expect(text).toContain("Resource metadata: 1 missing");
	expect(text).not.toContain("Harness");
});
