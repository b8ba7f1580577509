import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { EXPORT_FORMATS } from "#lib/domain/exports/export-forms.ts";
import type { ExportView } from "#lib/exports/export-view.ts";
import { ExportPage } from "./export-page.tsx";

afterEach(cleanup);

const VIEW: ExportView = {
	formats: ["terraform", "terraform-accounts", "curl"],
	main: { path: "accounts/1/main.tf", text: 'resource "a" "b" {}', isCut: true },
	files: ["accounts/1/main.tf", "README.md"],
	hasMoreFiles: true,
	steps: [
		{ what: "Hand over the token.", commands: "read -rs KEY" },
		{ what: "Something to read.", commands: "" },
	],
	limits: [{ what: "CUR 2.0: there is no argument.", accountIds: ["123456789012"] }],
	accounts: 25,
	platform: 0,
	isPart: true,
	left: [
		{ accountId: "333333333333", why: "it is suspended" },
		{ accountId: "", why: "its set-up is not finished" },
	],
};

const HREFS = {
	pageHref: "/connectors/export?ids=a%2Cb",
	filesHref: "/api/export/connectors/plan?ids=a%2Cb",
};

function show(view: ExportView | null, failure: Parameters<typeof ExportPage>[0]["page"]["failure"] = null) {
	const formats = view?.formats ?? EXPORT_FORMATS;
	render(
		<ExportPage page={{ title: "2 connectors", format: "terraform", formats, view, failure }} {...HREFS} />,
	);
}

test("each form is a link that keeps what the export is about, and the open one says so", () => {
	show(VIEW);
	const forms = within(screen.getByRole("navigation", { name: "Forms" })).getAllByRole("link");
	expect(forms.map((link) => link.getAttribute("href"))).toEqual([
		"/connectors/export?ids=a%2Cb&format=terraform",
		"/connectors/export?ids=a%2Cb&format=terraform-accounts",
		"/connectors/export?ids=a%2Cb&format=curl",
	]);
	expect(forms.map((link) => link.getAttribute("aria-current"))).toEqual(["page", null, null]);
	// With a stack set, Terraform is another thing than a root module per account.
	expect(forms[0]?.textContent).toContain("A stack set for the roles");
});

test("the main file can be read and taken alone, all files come as a zip, and a cut preview says so", () => {
	show(VIEW);
	expect(screen.getByText('resource "a" "b" {}')).toBeTruthy();
	const link = (name: string) => screen.getByRole("link", { name }).getAttribute("href");
	expect(link("main.tf")).toBe("/api/export/connectors/plan?ids=a%2Cb&format=terraform&as=file");
	expect(link("All files (zip)")).toBe("/api/export/connectors/plan?ids=a%2Cb&format=terraform&as=zip");
	expect(screen.getByText("The first 25 accounts; the download has all")).toBeTruthy();
	expect(screen.getByText("Its beginning. The download has all of it.")).toBeTruthy();
});

test("it says what to type next, what the provider cannot carry, and who is left out and why", () => {
	show(VIEW);
	const steps = within(screen.getByRole("region", { name: "Next commands" })).getAllByRole("listitem");
	expect(steps.map((step) => step.querySelector("code")?.textContent ?? null)).toEqual([
		"read -rs KEY",
		null,
	]);
	expect(screen.getByText(/CUR 2.0: there is no argument/).textContent).toContain("1 account.");
	expect(screen.getByText("Left out: 2 accounts")).toBeTruthy();
	expect(screen.getByText(/it is suspended/).textContent).toBe("333333333333 it is suspended");
});

test("where nothing can be written it says why, and other forms can still be chosen", () => {
	show(null, { code: "TEMPLATE_NOT_CHECKED" });
	expect(screen.getByRole("alert")).toBeTruthy();
	expect(screen.getAllByRole("link")).toHaveLength(EXPORT_FORMATS.length);
});

test("of a rollout that AWS was not asked about it says which form needs no list of accounts", () => {
	const formats = ["terraform", "terraform-organization"] as const;
	show({ ...VIEW, formats, accounts: 0, left: [] });
	expect(screen.getByText("No account is known yet")).toBeTruthy();
	cleanup();
	show({ ...VIEW, formats, accounts: 1, left: [] });
	expect(screen.queryByText("No account is known yet")).toBeNull();
});

test("a rollout with an open step leads there", () => {
	const page = { title: "Acme", format: "terraform", formats: EXPORT_FORMATS, view: null } as const;
	const failure = { code: "ROLLOUT_INCOMPLETE" } as const;
	render(<ExportPage page={{ ...page, failure }} {...HREFS} setupHref="/organizations/x/setup" />);
	expect(screen.getByRole("link", { name: "Go on with the set-up" }).getAttribute("href")).toBe(
		"/organizations/x/setup",
	);
});
