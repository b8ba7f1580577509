import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { KeyValueList } from "#components/ui/key-value-list.tsx";
import { NEW_PLATFORM, type PlatformSettings } from "#lib/domain/platform/platform-settings.ts";
import { platformFacts } from "./platform-facts.tsx";

afterEach(cleanup);

const KEYED: PlatformSettings = {
	...NEW_PLATFORM,
	credential: {
		type: "ManualConfig",
		accessKey: { id: "AKIAIOSFODNN7EXAMPLE" },
		secretKeyRef: "account.deploy_secret",
		sessionTokenRef: null,
	},
};

function words(seesTrust: boolean): string {
	const items = platformFacts(KEYED, seesTrust).filter((item) => item !== false);
	return render(<KeyValueList items={items} />).container.textContent ?? "";
}

test("key IDs and names of secrets are for those who may see trust policies", () => {
	expect(words(true)).toContain("AKIAIOSFODNN7EXAMPLE");
	expect(words(true)).toContain("account.deploy_secret");
	expect(words(false)).not.toMatch(/AKIA|deploy_secret/);
});
