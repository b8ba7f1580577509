import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { mailtoHref, messageText } from "./message-text.ts";
import { SharePanel } from "./share-panel.tsx";

afterEach(cleanup);

const FACTS = {
	url: "https://bridge.example.com/launch/q7mz#p8VqUfXn2Zt0cYw7bKd3sLh6mRj9aEg1iOx4uTvC5Aw",
	accountId: "123456789012",
	expiresAt: Date.UTC(2026, 10, 29, 10, 0),
	checkWords: ["harbour", "violin", "acorn", "ledger"],
	senderName: "Mara & Söhne",
};

test("the link is there to copy, as a QR code, and in an e-mail with the check words", () => {
	render(<SharePanel {...FACTS} />);
	expect(screen.getByLabelText("Launch link")).toHaveProperty("value", FACTS.url);
	expect(screen.getByRole("img", { name: "QR code of the launch link" })).toBeDefined();
	expect(screen.getByText("harbour · violin · acorn · ledger")).toBeDefined();
	expect(document.body.textContent).toContain("harbour, violin, acorn, ledger");
});

test("the message names the account in groups, the end in UTC, and the whole link on a line of its own", () => {
	const { subject, body } = messageText(FACTS);
	expect(subject).toBe("A request about AWS account 1234 5678 9012");
	expect(body.split("\n")).toContain(FACTS.url);
	expect(body).toContain("29 Nov 2026, 10:00 UTC");
});

test("what the mail program gets is what was written: & and # and line breaks arrive whole", () => {
	const message = messageText(FACTS);
	const href = mailtoHref(message);
	expect(href).not.toContain("+");
	const [, query = ""] = href.split("?");
	const fields = Object.fromEntries(query.split("&").map((pair) => pair.split("=").map(decodeURIComponent)));
	expect(fields).toEqual({ subject: message.subject, body: message.body.replace(/\n/g, "\r\n") });
});
