import type { Context } from "#lib/context.ts";
import { TAG_LIMIT } from "#lib/domain/connector-tags.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { whyOutside } from "#lib/domain/scope-rules.ts";
import { saveChange } from "#lib/lifecycle/open-for-change.ts";
import { findLive } from "./find-live.ts";
import { tagInHarness } from "./tag-in-harness.ts";

type AddTag = { readonly connectorId: string; readonly key: string; readonly value: string };
type RemoveTag = Pick<AddTag, "connectorId" | "key">;
type Tagged = Result<"done" | "nothing-to-do">;

/** Gives a connector a tag, or its tag another value; Harness first, so that the two never differ by our doing. */
export async function addTag(ctx: Context, { connectorId, key, value }: AddTag): Promise<Tagged> {
	const found = await findTagged(ctx, connectorId);
	if (!found.ok) return found;
	const { connector, overview } = found.value;
	if (overview.tags[key] === value) return ok("nothing-to-do");
	const tags = { ...overview.tags, [key]: value };
	if (Object.keys(tags).length > TAG_LIMIT) return failed({ code: "CONNECTOR_TAGS_FULL" });
	const outside = whyOutside(ctx.actor.scope, { ...connector, tags });
	if (outside !== null) return failed({ code: "NOT_ALLOWED", detail: outside });
	const inHarness = await tagInHarness(ctx, connector, { [key]: value });
	if (!inHarness.ok) return inHarness;
	const saved = await saveChange(ctx, {
		connector,
		change: { overview: { ...overview, tags }, ...inHarness.value },
		action: "connector.tag-added",
		details: { key, value },
	});
	return saved.ok ? ok("done") : saved;
}

/** Takes a tag off here. In Harness it stays: other things there may rest on it. */
export async function removeTag(ctx: Context, { connectorId, key }: RemoveTag): Promise<Tagged> {
	const found = await findTagged(ctx, connectorId);
	if (!found.ok) return found;
	const { connector, overview } = found.value;
	if (!Object.hasOwn(overview.tags, key)) return ok("nothing-to-do");
	const tags = Object.fromEntries(Object.entries(overview.tags).filter(([name]) => name !== key));
	const outside = whyOutside(ctx.actor.scope, { ...connector, tags });
	if (outside !== null) return failed({ code: "NOT_ALLOWED", detail: outside });
	const saved = await saveChange(ctx, {
		connector,
		change: { overview: { ...overview, tags } },
		action: "connector.tag-removed",
		details: { key },
	});
	return saved.ok ? ok("done") : saved;
}

async function findTagged(ctx: Context, connectorId: string) {
	const found = await findLive(ctx, connectorId);
	if (!found.ok) return found;
	const { overview, offboarding } = found.value;
	if (offboarding !== null) return failed({ code: "CONNECTOR_OFFBOARDING" } as const);
	return overview === null
		? failed({ code: "CONNECTOR_INCOMPLETE" } as const)
		: ok({ connector: found.value, overview });
}
