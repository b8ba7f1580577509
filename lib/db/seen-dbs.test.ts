import { expect, test } from "vitest";
import { EVERYWHERE } from "#lib/domain/access.ts";
import { testContext } from "#lib/testing/test-context.ts";
import { seenDbs } from "./seen-dbs.ts";

const VIEWER = { actorId: "one", scope: EVERYWHERE, seesTrust: false, readsAudit: false };
const LIMITED = { ...VIEWER, scope: { harnessAccountRefs: ["h1"], tags: [] } };

test("those who see the same share a database, and nobody else's", () => {
	const seenBy = seenDbs(testContext().db);
	expect(seenBy(VIEWER)).toBe(seenBy({ ...VIEWER, actorId: "two" }));
	expect(seenBy(LIMITED)).toBe(seenBy({ ...LIMITED }));
	const others = [
		{ ...LIMITED, actorId: "two" },
		{ ...LIMITED, seesTrust: true },
		{ ...LIMITED, scope: { harnessAccountRefs: ["h2"], tags: [] } },
		VIEWER,
	];
	for (const other of others) expect(seenBy(other)).not.toBe(seenBy(LIMITED));
});

test("no more are kept than so many, the unused going first", () => {
	const seenBy = seenDbs(testContext().db);
	const first = seenBy(LIMITED);
	const second = seenBy({ ...LIMITED, actorId: "second" });
	for (let index = 0; index < 199; index += 1) {
		seenBy({ ...LIMITED, actorId: `other-${index}` });
		expect(seenBy(LIMITED)).toBe(first);
	}
	expect(seenBy({ ...LIMITED, actorId: "second" })).not.toBe(second);
});
