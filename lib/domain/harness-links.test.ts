import { expect, test } from "vitest";
import { harnessLinks } from "./harness-links.ts";

test("links stay on the cluster's host and in the account, whatever stands behind the host", () => {
	const links = harnessLinks("https://accounts.eu.harness.io/gateway/", "EfOfrUbHTtupeZjUqxlHBg");
	for (const link of Object.values(links)) {
		expect(link).toMatch(/^https:\/\/accounts\.eu\.harness\.io\/ng\/account\/EfOfrUbHTtupeZjUqxlHBg\/ce\//);
	}
});

test("an account id cannot lead the link elsewhere", () => {
	expect(harnessLinks("https://app.harness.io", "../x?y#z").costs).toBe(
		"https://app.harness.io/ng/account/..%2Fx%3Fy%23z/ce/perspectives",
	);
});
