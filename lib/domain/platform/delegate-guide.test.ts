import { expect, test } from "vitest";
import { delegateLinks } from "./delegate-guide.ts";

test("the list of delegates is that of the connector's scope", () => {
	const at = (...scope: [Parameters<typeof delegateLinks>[2]]) =>
		new URL(delegateLinks("https://app3.harness.io/gateway", "acc", ...scope).delegates);
	expect(at({ kind: "account" }).href).toBe(
		"https://app3.harness.io/ng/account/acc/settings/resources/delegates/list",
	);
	expect(at({ kind: "organization", orgId: "o" }).pathname).toBe(
		"/ng/account/acc/settings/organizations/o/setup/resources/delegates/list",
	);
	expect(at({ kind: "project", orgId: "o", projectId: "p" }).pathname).toBe(
		"/ng/account/acc/home/orgs/o/projects/p/setup/resources/delegates/list",
	);
});

test("nothing in an identifier leads elsewhere", () => {
	const { delegates } = delegateLinks("https://app.harness.io", "a/../b?c#d", {
		kind: "project",
		orgId: "../..",
		projectId: "x/y?z",
	});
	const url = new URL(delegates);
	expect(url.origin + url.search + url.hash).toBe("https://app.harness.io");
	expect(url.pathname).toContain("/ng/account/a%2F..%2Fb%3Fc%23d/home/orgs/");
	expect(url.pathname).toContain("/projects/x%2Fy%3Fz/");
});

test("every link is HTTPS", () => {
	const links = delegateLinks("https://app.harness.io", "acc", { kind: "account" });
	expect(Object.values(links).filter((link) => new URL(link).protocol !== "https:")).toEqual([]);
});
