import { describe, expect, test } from "vitest";
import { outgoingUrlLabel, parseOutgoingUrl } from "./outgoing-url.ts";

function read(text: string): string | null {
	const result = parseOutgoingUrl(text);
	return result.ok ? result.value.href : null;
}

describe("parseOutgoingUrl", () => {
	test("takes a whole URL, without white space around it and without its fragment", () => {
		expect(read(" https://hooks.example.com/a?b=c#d\n")).toBe("https://hooks.example.com/a?b=c");
	});

	test.each([
		"",
		"hooks.example.com",
		"//hooks.example.com",
		"ftp://hooks.example.com",
		"file:///etc/passwd",
		"gopher://10.0.0.1",
		"javascript:alert(1)",
		"data:text/plain,a",
		"https://",
		"https://256.1.1.1/",
		"https://[::1",
		`https://hooks.example.com/${"a".repeat(2_048)}`,
	])("refuses %j", (text) => {
		expect(read(text)).toBeNull();
	});

	test("refuses a user name or password in the URL", () => {
		expect(read("https://user@hooks.example.com/")).toBeNull();
		expect(read("https://:secret@hooks.example.com/")).toBeNull();
		expect(read("https://hooks.example.com@10.0.0.1/")).toBeNull();
	});

	test.each([
		["http://2130706433/", "127.0.0.1"],
		["http://0x7f000001/", "127.0.0.1"],
		["http://0x7f.1/", "127.0.0.1"],
		["http://0177.0.0.1/", "127.0.0.1"],
		["http://127.1/", "127.0.0.1"],
		["http://0/", "0.0.0.0"],
		["http://2852039166/", "169.254.169.254"],
		["http://①②⑦.⓪.⓪.①/", "127.0.0.1"],
		["http://169。254。169。254/", "169.254.169.254"],
		["http://[::ffff:7f00:1]/", "[::ffff:7f00:1]"],
	])("reads the host of %s as %s, so that it is judged as what would be called", (text, hostname) => {
		const result = parseOutgoingUrl(text);
		expect(result.ok && result.value.hostname).toBe(hostname);
	});
});

test("a label tells the place and never the path, which is often the secret", () => {
	expect(outgoingUrlLabel(new URL("https://hooks.slack.com/services/T0/B0/x1"))).toBe(
		"https://hooks.slack.com/…",
	);
	expect(outgoingUrlLabel(new URL("https://a.example/?token=x1"))).toBe("https://a.example/…");
	expect(outgoingUrlLabel(new URL("https://a.example:8443"))).toBe("https://a.example:8443");
});
