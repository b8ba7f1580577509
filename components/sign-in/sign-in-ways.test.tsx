import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { SignInWays, type SignInWaysProps } from "./sign-in-ways.tsx";

afterEach(cleanup);

const WAYS: SignInWaysProps["ways"] = { ssoLabel: null, isSsoOnly: false, mayEndAtProvider: false };

function show(ways: Partial<SignInWaysProps["ways"]>, error?: string) {
	render(
		<SignInWays ways={{ ...WAYS, ...ways }} next="/connectors/7f3a?tab=a b" error={error}>
			<p>The form</p>
		</SignInWays>,
	);
}

test("without a provider there is the form alone", () => {
	show({});
	expect(screen.getByText("The form")).toBeDefined();
	expect(screen.queryByRole("link")).toBeNull();
});

test("the provider's button keeps the page that was asked for, and bears the company's own name", () => {
	show({ ssoLabel: "Contoso" });
	const href = screen.getByRole("link", { name: "Sign in with Contoso" }).getAttribute("href");
	const url = new URL(href ?? "", "http://localhost");
	expect(url.pathname).toBe("/api/auth/sso/start");
	expect(url.searchParams.get("next")).toBe("/connectors/7f3a?tab=a b");
});

test("a provider without a name is called single sign-on", () => {
	show({ ssoLabel: "" });
	expect(screen.getByRole("link", { name: "Sign in with single sign-on" })).toBeDefined();
});

test("where the provider is the only way in, the form is folded away for the one account that may use it", () => {
	show({ ssoLabel: "Contoso", isSsoOnly: true });
	const details = screen.getByText("Break-glass account").closest("details");
	expect(details?.open).toBe(false);
	expect(details?.textContent).toContain("The form");
});

test("signing out here offers to sign out there", () => {
	show({ ssoLabel: "Contoso", mayEndAtProvider: true });
	expect(screen.getByRole("link", { name: "Sign out there too" }).getAttribute("href")).toBe(
		"/api/auth/sso/sign-out",
	);
});

test("what came back from the provider is said in words", () => {
	show({ ssoLabel: "Contoso" }, "SSO_NO_ACCESS");
	expect(screen.getByRole("alert").textContent).toContain("You have no access to Rolebridge");
});

test.each(["CONNECTOR_NOT_FOUND", "<b>Call this number</b>", "constructor"])(
	"what is no failure of a sign-in is not shown: %s",
	(error) => {
		show({ ssoLabel: "Contoso" }, error);
		expect(screen.queryByRole("alert")).toBeNull();
	},
);
