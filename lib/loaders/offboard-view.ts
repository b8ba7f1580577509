import { atConsole } from "#lib/connectors/launch.ts";
import { isOnlyDraft } from "#lib/connectors/offboard/start-offboarding.ts";
import type { Context } from "#lib/context.ts";
import { parseRoleArn } from "#lib/domain/arn.ts";
import type { Connector, ConnectorStatus, RefusalAnswer } from "#lib/domain/connector.ts";
import { wordsOf } from "#lib/domain/destinations/words-of.ts";
import { canProveRefusal } from "#lib/domain/offboarding.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";
import { deleteStackCommand, roleConsoleUrl } from "#lib/domain/stack-deletion.ts";
import { stackConsoleUrl } from "#lib/domain/stack-update.ts";
import { stackPlace } from "#lib/lifecycle/stack-change.ts";

/** What became of Harness's record. */
export type HarnessOutcome = "removed" | "already-gone" | "foreign" | "unknown" | "never-registered";

/** How far an offboarding has come; times in epoch milliseconds. */
export type OffboardProgress = {
	readonly status: ConnectorStatus;
	readonly startedAt: number | null;
	readonly harnessRemovedAt: number | null;
	readonly harnessOutcome: HarnessOutcome | null;
	/** A refusal of our own calls can prove something of this role. */
	readonly canProve: boolean;
	/** A role that it had before and that let us in; nobody asks it any more. */
	readonly earlierRoleArn: string | null;
	readonly accessRefusedAt: number | null;
	readonly askedAt: number | null;
	readonly answer: RefusalAnswer | null;
	/** Finished because a person said so. */
	readonly isUnproven: boolean;
};

export type OffboardView = {
	readonly id: string;
	readonly name: string | null;
	readonly awsAccountId: string | null;
	readonly identifier: string | null;
	readonly isOnlyDraft: boolean;
	/** Of Harness's general AWS connector: its credentials are its owner's own. */
	readonly isPlatform: boolean;
	readonly roleArn: string | null;
	readonly progress: OffboardProgress;
	readonly removal: RemovalInAws | null;
	/** What a person removes at another vendor; null: the connector is Harness's. */
	readonly atVendor: {
		readonly product: string;
		readonly pageUrl: string;
		readonly steps: readonly string[];
	} | null;
	readonly now: number;
};

/** What the account's administrator deletes. */
export type RemovalInAws = {
	readonly stackName: string;
	readonly region: string;
	/** The role's own tag named the stack; false: it is looked for by its name. */
	readonly isKnown: boolean;
	readonly stackUrl: string;
	readonly cliCommand: string;
	readonly roleName: string;
	readonly roleUrl: string;
};

export async function readOffboardView(ctx: Context, connector: Connector): Promise<OffboardView> {
	const { id, overview, destination } = connector;
	const roleArn = derivedRoleArn(connector);
	// A platform connector's role is its owner's own: no stack of ours made it.
	const isOwners = destination === "harness-platform";
	return {
		id,
		name: overview?.name ?? null,
		awsAccountId: overview?.awsAccountId ?? null,
		identifier: overview?.identifier ?? null,
		isOnlyDraft: isOnlyDraft(connector),
		isPlatform: isOwners,
		roleArn,
		progress: await readOffboardProgress(ctx, connector),
		removal: roleArn === null || isOwners ? null : await removalInAws(ctx, connector, roleArn),
		atVendor: atVendor(connector),
		now: ctx.now().getTime(),
	};
}

function atVendor({ destination }: Connector): OffboardView["atVendor"] {
	const { product, handOver } = wordsOf(destination);
	return handOver && { product, pageUrl: handOver.pageUrl, steps: handOver.removal };
}

const OUTCOMES: Readonly<Record<string, HarnessOutcome>> = {
	"connector.harness-removed": "removed",
	"connector.harness-already-gone": "already-gone",
	"connector.harness-left-alone": "foreign",
	"connector.harness-left-unknown": "unknown",
	"connector.harness-never-registered": "never-registered",
};

export async function readOffboardProgress(ctx: Context, connector: Connector): Promise<OffboardProgress> {
	const { offboarding, status } = connector;
	const events = offboarding === null ? [] : await ctx.db.audit.list(connector.id, 20);
	const outcome = events.map(({ action }) => OUTCOMES[action]).find((found) => found !== undefined);
	return {
		status,
		startedAt: offboarding?.startedAt.getTime() ?? null,
		harnessRemovedAt: offboarding?.harnessRemovedAt?.getTime() ?? null,
		harnessOutcome: outcome ?? null,
		canProve: canProveRefusal(connector),
		earlierRoleArn: connector.earlierRoleArn,
		accessRefusedAt: offboarding?.accessRefusedAt?.getTime() ?? null,
		askedAt: offboarding?.askedAt?.getTime() ?? null,
		answer: offboarding?.answer ?? null,
		isUnproven: status === "offboarded" && offboarding?.accessRefusedAt == null,
	};
}

async function removalInAws(
	ctx: Context,
	connector: Connector,
	roleArn: string,
): Promise<RemovalInAws | null> {
	const role = parseRoleArn(roleArn);
	if (!role.ok) return null;
	const place = await stackPlace(ctx, connector);
	const { partition, roleName } = role.value;
	return {
		stackName: place.stackName,
		region: place.region,
		isKnown: place.stackId !== null,
		stackUrl: atConsole(ctx, stackConsoleUrl(place)),
		cliCommand: deleteStackCommand(place),
		roleName,
		roleUrl: atConsole(ctx, roleConsoleUrl(partition, place.region, roleName)),
	};
}
