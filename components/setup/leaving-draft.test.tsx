import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { sendLeavingDraft, takeLeavingDraft } from "./leaving-draft.ts";

const PLACE = { connectorId: "c1", step: "overview" } as const;
const TYPED = '{"name":"half"}';
const requests: { readonly path: string; readonly init: RequestInit }[] = [];

function answerWith(answer: () => Promise<Response>) {
	vi.stubGlobal("fetch", (path: string, init: RequestInit) => {
		requests.push({ path, init });
		return answer();
	});
}

beforeEach(() => {
	requests.length = 0;
	window.sessionStorage.clear();
});
afterEach(() => vi.unstubAllGlobals());

test("typing is sent by a request that outlives its page, and nothing is left in the tab once it arrived", async () => {
	answerWith(async () => new Response("{}"));
	expect(await sendLeavingDraft(PLACE, TYPED)).toBe(true);
	expect(requests.map(({ path }) => path)).toEqual(["/api/live/connectors/c1/draft"]);
	expect(requests[0]?.init).toMatchObject({ method: "POST", keepalive: true });
	expect(requests[0]?.init.body).toBe('{"step":"overview","values":{"name":"half"}}');
	expect(takeLeavingDraft(PLACE)).toBeNull();
});

test("a page that is loaded before the request arrived finds the typing in its tab, once", async () => {
	answerWith(() => Promise.reject(new TypeError("the page is gone")));
	const sent = sendLeavingDraft(PLACE, TYPED);
	expect(takeLeavingDraft(PLACE)).toBe(TYPED);
	expect(takeLeavingDraft(PLACE)).toBeNull();
	expect(await sent).toBe(false);
});

test("what the server refused stays in the tab, and belongs to its own step", async () => {
	answerWith(async () => new Response("{}", { status: 500 }));
	expect(await sendLeavingDraft(PLACE, TYPED)).toBe(false);
	expect(takeLeavingDraft({ ...PLACE, step: "role" })).toBeNull();
	expect(takeLeavingDraft(PLACE)).toBe(TYPED);
});
