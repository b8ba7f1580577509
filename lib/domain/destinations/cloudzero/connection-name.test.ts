import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { identifierFromName, parseConnectorIdentifier } from "../../connector-name.ts";
import { parseConnectionName } from "./connection-name.ts";

describe("a connection's name for CloudZero", () => {
	it.each(["acme-payer", "a", "payer-2", "0-prod"])("may be %s", (name) => {
		expect(parseConnectionName(name)).toEqual({ ok: true, value: name });
	});

	it.each(["Acme payer", "acme.payer", "Acme", "acme_payer", "-acme", "acme-", "", "ä", "a".repeat(129)])(
		"may not be “%s”",
		(name) => {
			expect(parseConnectionName(name)).toMatchObject({ ok: false });
		},
	);

	it("loses the spaces around it, and nothing else", () => {
		expect(parseConnectionName(" acme-payer ")).toEqual({ ok: true, value: "acme-payer" });
	});

	it("always gives an identifier, so that nobody need type one", () => {
		fc.assert(
			fc.property(fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?$/), (name) => {
				expect(parseConnectionName(name).ok).toBe(true);
				expect(parseConnectorIdentifier(identifierFromName(name)).ok).toBe(true);
			}),
		);
	});
});
