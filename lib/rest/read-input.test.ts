import { describe, expect, it } from "vitest";
import { readBody } from "./read-body.ts";
import { readQuery } from "./read-query.ts";

const body = (text: string) => new Request("http://localhost/", { method: "POST", body: text });

describe("what a program sends", () => {
	it("names no field that a parser would pass over in silence", async () => {
		expect(await readBody(body('{"__proto__":{"role":"administrator"}}'))).toMatchObject({ ok: false });
		expect(await readBody(body('{"note":{"__proto__":1}}'))).toMatchObject({ ok: false });
		expect(readQuery(new URLSearchParams("__proto__=1"))).toMatchObject({ ok: false });
	});

	it("does not begin with a byte order mark: RFC 8259 lets a sender add none", async () => {
		const marked = body('\uFEFF{"note":"x"}');
		expect((await marked.clone().bytes())[0]).toBe(0xef);
		expect(await readBody(marked)).toMatchObject({ ok: false, failure: { code: "INPUT_INVALID" } });
	});

	it("is read as it was sent otherwise", async () => {
		expect(await readBody(body('{"note":"__proto__"}'))).toEqual({ ok: true, value: { note: "__proto__" } });
		expect(readQuery(new URLSearchParams("limit=5"))).toEqual({ ok: true, value: { limit: "5" } });
	});
});
