import type { OrganizationReader } from "#lib/aws/port.ts";
import type { Context } from "#lib/context.ts";
import type { RolloutFacts } from "#lib/db/rollouts-port.ts";
import type { Failure } from "#lib/domain/failures.ts";
import type { Result } from "#lib/domain/result.ts";
import type { Rollout } from "#lib/domain/rollout.ts";
import { noteChanges } from "./note-changes.ts";
import { openReader } from "./open-reader.ts";
import { readOrganization } from "./read-organization.ts";
import { readPreconditions } from "./read-preconditions.ts";
import { type ReadStackSet, readStackSet } from "./read-stack-set.ts";
import { readTags } from "./read-tags.ts";

export type Look = {
	/** Nobody can look here, and a person said that it was launched. */
	readonly isBlind: boolean;
	/** Stacks are being made or taken away, or it could not be told: look again soon. */
	readonly isUnderWay: boolean;
};

/**
 * One look at a launched organization: who is in it, and how far the stack set has come. Nothing is taken for gone
 * that a refused or unfinished reading does not name; the rollout then says why nothing could be seen, and since when.
 */
export async function lookAtOrganization(ctx: Context, rollout: Rollout, signal: AbortSignal): Promise<Look> {
	const opened = await openReader(ctx, rollout, signal);
	if (!opened.ok) {
		await ctx.db.rollouts.observe(rollout.id, { reconcileFailure: failureOf(opened.failure) });
		return { isBlind: isBlind(rollout), isUnderWay: false };
	}
	const session = opened.value;
	try {
		if (rollout.readerFoundAt === null)
			await ctx.db.rollouts.observe(rollout.id, { readerFoundAt: ctx.now() });
		return await look(ctx, session.organization, rollout, signal);
	} finally {
		session.close();
	}
}

async function look(
	ctx: Context,
	reader: OrganizationReader,
	rollout: Rollout,
	signal: AbortSignal,
): Promise<Look> {
	const { launch, id } = rollout;
	if (launch === null) return { isBlind: false, isUnderWay: false };
	const seen = await seeOrganization(ctx, reader, rollout, signal);
	if (!seen.ok) {
		await ctx.db.rollouts.observe(id, { reconcileFailure: failureOf(seen.failure) });
		return { isBlind: false, isUnderWay: isPassing(seen.failure) };
	}
	const when = { now: ctx.now(), signal };
	const stacks = await readStackSet(reader, launch, when);
	if (!stacks.ok) {
		await ctx.db.rollouts.observe(id, { ...seen.value, reconcileFailure: failureOf(stacks.failure) });
		return { isBlind: false, isUnderWay: isPassing(stacks.failure) || rollout.stackSet === null };
	}
	const { stackSet, instances } = stacks.value;
	await ctx.db.rollouts.seeInstances(id, instances);
	const areTagsRead = await readTags(ctx, reader, rollout, signal);
	await ctx.db.rollouts.observe(id, {
		...seen.value,
		stackSet,
		reconciledAt: when.now,
		reconcileFailure: null,
	});
	return { isBlind: false, isUnderWay: !areTagsRead || isDeploying(stacks.value) };
}

async function seeOrganization(
	ctx: Context,
	reader: OrganizationReader,
	rollout: Rollout,
	signal: AbortSignal,
): Promise<Result<Pick<RolloutFacts, "organization">>> {
	const read = await readOrganization(reader, rollout, signal);
	if (!read.ok) return read;
	const at = ctx.now();
	await ctx.db.rollouts.replaceUnits(rollout.id, read.value.units);
	const changes = await ctx.db.rollouts.seeAccounts(rollout.id, read.value.accounts, {
		at,
		isComplete: true,
	});
	await noteChanges(ctx, rollout.id, changes);
	const organization = await readPreconditions(reader, rollout, read.value, { now: at, signal });
	return { ok: true, value: { organization } };
}

/** The console's, Terraform's and the command line's ways need no reader role; one stack brings it along. */
function isBlind({ launch, readerFoundAt }: Rollout): boolean {
	return readerFoundAt === null && launch?.way !== "stack";
}

const UNDER_WAY = ["QUEUED", "RUNNING", "STOPPING"];

function isDeploying({ stackSet, instances }: ReadStackSet): boolean {
	if (UNDER_WAY.includes(stackSet.operation?.status ?? "")) return true;
	return [...instances.values()].some(({ detail }) => detail === "PENDING" || detail === "RUNNING");
}

const PASSING: readonly string[] = ["AWS_THROTTLED", "AWS_TIMEOUT", "AWS_UNAVAILABLE", "STACK_SET_NOT_FOUND"];

/** Soon it may be otherwise. */
function isPassing({ code }: Failure): boolean {
	return PASSING.includes(code);
}

function failureOf({ code, detail }: Failure): NonNullable<Rollout["reconcileFailure"]> {
	return { code, detail: detail ?? "" };
}
