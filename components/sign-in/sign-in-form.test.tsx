import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import {
	AppRouterContext,
	type AppRouterInstance,
} from "next/dist/shared/lib/app-router-context.shared-runtime";
import { afterEach, expect, test, vi } from "vitest";
import { SignInForm } from "./sign-in-form.tsx";

afterEach(() => {
	cleanup();
	vi.unstubAllGlobals();
});

type Answer = () => Promise<Response>;

function open(answer: Answer) {
	const asked = vi.fn((_url: string, _init: RequestInit) => answer());
	vi.stubGlobal("fetch", asked);
	const nothing = () => {};
	const went = vi.fn(nothing);
	const router = {
		replace: went,
		refresh: nothing,
		push: nothing,
		back: nothing,
		forward: nothing,
		prefetch: nothing,
	} as unknown as AppRouterInstance; // Only what the form uses is ever called.
	render(
		<AppRouterContext value={router}>
			<SignInForm next="/connectors/7f3a" />
		</AppRouterContext>,
	);
	return { asked, went };
}

function fill(email: string, password: string) {
	fireEvent.input(screen.getByLabelText("E-mail"), { target: { value: email } });
	fireEvent.input(screen.getByLabelText("Password"), { target: { value: password } });
	fireEvent.click(screen.getByRole("button", { name: "Sign in" }));
}

function status(code: number, headers: Record<string, string> = {}): Answer {
	return async () => new Response("{}", { status: code, headers });
}

test("signing in sends what was typed to the sign-in service and opens the page that was asked for", async () => {
	const { asked, went } = open(status(200));
	fill(" Admin@Rolebridge.local ", "correct-horse-battery");
	await waitFor(() => expect(went).toHaveBeenCalledWith("/connectors/7f3a"));
	expect(asked.mock.calls[0]?.[0]).toBe("/api/auth/sign-in/email");
	expect(JSON.parse(String(asked.mock.calls[0]?.[1].body))).toEqual({
		email: "admin@rolebridge.local",
		password: "correct-horse-battery",
	});
});

test.each([
	["a wrong password", status(401), "The e-mail address or the password is not right."],
	["too many attempts", status(429, { "x-retry-after": "42" }), "Try again in 42 seconds."],
	["too many attempts without a time", status(429), "Try again in a minute."],
	["an address that is not ours", status(403), "ROLEBRIDGE_URL"],
	["a server without its database", status(503), "it answered 503"],
	["no network", () => Promise.reject(new TypeError("fetch failed")), "Rolebridge could not be reached."],
])("%s is said in words, and what was typed stays", async (_, answer, words) => {
	const { went } = open(answer);
	fill("admin@rolebridge.local", "a-wrong-password");
	const alert = await screen.findByRole("alert");
	expect(alert.textContent).toContain("You are not signed in");
	expect(alert.textContent).toContain(words);
	expect(screen.getByLabelText<HTMLInputElement>("E-mail").value).toBe("admin@rolebridge.local");
	expect(screen.getByLabelText<HTMLInputElement>("Password").value).toBe("a-wrong-password");
	expect(went).not.toHaveBeenCalled();
});

test("nothing is sent before both fields are filled, and the first empty one gets the focus", async () => {
	const { asked } = open(status(200));
	fireEvent.click(screen.getByRole("button", { name: "Sign in" }));
	await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("E-mail")));
	expect(asked).not.toHaveBeenCalled();
});

test("where a second factor is due, the code is asked for and sent to where codes go", async () => {
	const answers = [{ ok: true, owesCode: true }, { ok: true }, { ok: true }];
	const { asked, went } = open(async () => new Response(JSON.stringify(answers.shift())));
	fill("admin@rolebridge.local", "correct-horse-battery");
	const code = await screen.findByLabelText("Code");
	fireEvent.input(code, { target: { value: " 123 456 " } });
	fireEvent.click(screen.getByRole("button", { name: "Sign in" }));
	await waitFor(() => expect(went).toHaveBeenCalledWith("/connectors/7f3a"));
	expect(asked.mock.calls[1]?.[0]).toBe("/api/auth/two-factor/verify-totp");
	expect(JSON.parse(String(asked.mock.calls[1]?.[1].body))).toEqual({ code: "123456" });
});

test("a backup code goes to where backup codes go, and a used code is said in words at its field", async () => {
	const refusal = new Response(JSON.stringify({ code: "CODE_USED" }), { status: 401 });
	const answers = [new Response(JSON.stringify({ ok: true, owesCode: true })), refusal];
	const { asked, went } = open(async () => answers.shift() ?? Response.error());
	fill("admin@rolebridge.local", "correct-horse-battery");
	fireEvent.input(await screen.findByLabelText("Code"), { target: { value: "k3f9a-77bz2" } });
	fireEvent.click(screen.getByRole("button", { name: "Sign in" }));
	expect(await screen.findByText("This code was used already. Wait for the next one.")).toBeDefined();
	expect(asked.mock.calls[1]?.[0]).toBe("/api/auth/two-factor/verify-backup-code");
	expect(went).not.toHaveBeenCalled();
});
