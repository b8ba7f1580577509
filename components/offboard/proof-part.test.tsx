import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { OffboardProgress, OffboardView } from "#lib/loaders/offboard-view.ts";
import { ProofPart } from "./proof-part.tsx";

afterEach(cleanup);

const EARLIER = "arn:aws:iam::200000000003:role/earlier";

function words(earlierRoleArn: string | null): string {
	const progress: OffboardProgress = {
		...{ status: "registered", startedAt: 1, harnessRemovedAt: 2, harnessOutcome: "removed" },
		...{ canProve: false, earlierRoleArn, accessRefusedAt: null, askedAt: null, answer: null },
		isUnproven: false,
	};
	const view: OffboardView = {
		...{ id: "abcdefghij0123456789", name: "Deploy", awsAccountId: "200000000003", identifier: "deploy" },
		...{ isOnlyDraft: false, isPlatform: true, roleArn: null, removal: null, atVendor: null, now: 3 },
		progress,
	};
	const { container } = render(<ProofPart view={view} progress={progress} onChanged={() => undefined} />);
	return container.textContent ?? "";
}

test("a role that it had before and that let us in is named, and said not to be asked any more", () => {
	expect(words(EARLIER)).toContain(EARLIER);
	expect(words(null)).not.toContain("not asked any more");
});
