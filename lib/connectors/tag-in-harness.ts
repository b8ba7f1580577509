import type { Context } from "#lib/context.ts";
import type { Connector, Overview } from "#lib/domain/connector.ts";
import { type HarnessType, harnessTypeOf } from "#lib/domain/destination.ts";
import { whoseRecord } from "#lib/domain/platform/whose-record.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import type { HarnessConnectorRecord, HarnessTarget } from "#lib/harness/port.ts";
import { harnessTarget } from "./harness-target.ts";

type Tags = Readonly<Record<string, string>>;
type Times = Pick<HarnessConnectorRecord, "lastModifiedAt">;
/** How Harness's record was before, and is after. */
type Written = Result<{ readonly before: Times; readonly after: Times }>;

/** What to remember of Harness's record: whether somebody else changed it since we last did must stay visible. */
export async function tagInHarness(
	ctx: Context,
	connector: Connector,
	tags: Tags,
): Promise<Result<{ harnessLastModifiedAt?: Date | null }>> {
	const { overview, status, harnessLastModifiedAt: known } = connector;
	const type = harnessTypeOf(connector);
	if (status !== "registered" || overview === null || type === null) return ok({});
	const target = await harnessTarget(ctx, connector.harnessAccountRef);
	if (!target.ok) return target;
	const written = await TAG[type](ctx, target.value, { connector, overview, tags });
	if (!written.ok) return written;
	const { before, after } = written.value;
	const isOurs = known !== null && before.lastModifiedAt !== null && before.lastModifiedAt <= known;
	return ok(isOurs ? { harnessLastModifiedAt: after.lastModifiedAt } : {});
}

type Tagging = { readonly connector: Connector; readonly overview: Overview; readonly tags: Tags };
type Tag = (ctx: Context, target: HarnessTarget, tagging: Tagging) => Promise<Written>;
const TAG = { CEAws: tagCosts, Aws: tagPlatform } as const satisfies Record<HarnessType, Tag>;

async function tagCosts(
	ctx: Context,
	target: HarnessTarget,
	{ overview: { identifier, awsAccountId }, tags }: Tagging,
): Promise<Written> {
	const record = await ctx.harness.getConnector(target, { identifier });
	if (!record.ok) return record;
	const { connector: existing, lastModifiedAt } = record.value;
	if (existing.spec.awsAccountId !== awsAccountId) return failed({ code: "HARNESS_CONNECTOR_NOT_OURS" });
	const updated = await ctx.harness.updateConnector(target, {
		connector: { ...existing, tags: { ...existing.tags, ...tags } },
		knownLastModifiedAt: lastModifiedAt,
	});
	return updated.ok ? ok({ before: record.value, after: updated.value }) : updated;
}

async function tagPlatform(
	ctx: Context,
	target: HarnessTarget,
	{ connector: { platform, harnessLastModifiedAt }, overview, tags }: Tagging,
): Promise<Written> {
	const scope = platform?.scope ?? { kind: "account" };
	const record = await ctx.harness.getAwsConnector(target, { identifier: overview.identifier, scope });
	if (!record.ok) return record;
	const { connector: existing, lastModifiedAt } = record.value;
	const { awsAccountId } = overview;
	if (whoseRecord(record.value, { awsAccountId, harnessLastModifiedAt }) !== "ours") {
		return failed({ code: "HARNESS_CONNECTOR_NOT_OURS" });
	}
	const updated = await ctx.harness.updateAwsConnector(target, {
		connector: { ...existing, tags: { ...existing.tags, ...tags } },
		knownLastModifiedAt: lastModifiedAt,
	});
	return updated.ok ? ok({ before: record.value, after: updated.value }) : updated;
}
