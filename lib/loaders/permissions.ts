import "server-only";
import { harnessSide } from "#lib/connectors/harness-side.ts";
import type { Context } from "#lib/context.ts";
import type { JsonValue } from "#lib/domain/check.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { type Partition, partitionOfRegion } from "#lib/domain/partition.ts";
import type { ExpectedTrust } from "#lib/domain/trust-policy/expected-trust.ts";
import { builderTemplateUrl } from "#lib/permissions/builder-template-url.ts";
import { doctorAccount } from "#lib/permissions/doctor-account.ts";
import { doctorTrust } from "#lib/permissions/doctor-trust.ts";
import { ConnectorIdSchema } from "#lib/schemas/step-input.ts";
import { serverContext } from "#lib/server-context.ts";
import { requireSignedIn } from "./signed-in.ts";

export type PolicyBuilderView = {
	/** By partition, where CloudFormation has said that it takes our template; a partition without: it has not. */
	readonly templateUrls: { readonly [P in Partition]?: string };
	readonly regions: { readonly [P in Partition]?: string };
	/** Replaces the origin of AWS console links (sandbox). */
	readonly consoleUrl: string | null;
};

/** Partitions that Harness serves. */
const SERVED: readonly Partition[] = ["aws", "aws-us-gov"];

export async function loadPolicyBuilder(): Promise<PolicyBuilderView> {
	const ctx = await serverContext((await requireSignedIn()).actor);
	const { defaultRegion } = await ctx.db.settings.get();
	const templateUrls: { [P in Partition]?: string } = {};
	for (const partition of SERVED) {
		const url = await builderTemplateUrl(ctx, partition);
		if (url !== null) templateUrls[partition] = url;
	}
	const regions = { [partitionOfRegion(defaultRegion) ?? "aws"]: defaultRegion };
	return { templateUrls, regions, consoleUrl: ctx.config.awsConsoleUrl };
}

/** A connector as the pages offer it to be chosen. */
export type OfferedConnector = {
	readonly id: string;
	readonly name: string;
	readonly awsAccountId: string;
	/** Only what our own calls prove can be asked. */
	readonly canBeAsked: boolean;
};

/** More than a list can show; any other is chosen on its own page. */
const MOST_OFFERED = 200;

export type RoleCheckView = {
	readonly connectors: readonly OfferedConnector[];
	readonly pickedId: string | null;
};

type Param = string | string[] | undefined;

export async function loadRoleCheck(connectorId: Param): Promise<RoleCheckView> {
	const ctx = await serverContext((await requireSignedIn()).actor);
	const picked = await pick(ctx, connectorId);
	return { connectors: await offered(ctx, picked), pickedId: picked?.id ?? null };
}

export type PickedPolicy = {
	readonly id: string;
	readonly name: string;
	/** As AWS last gave it; null: it was not read. */
	readonly policy: JsonValue;
	readonly readAt: number | null;
	/** Whoever assumes the role for Harness is known to its owner alone. */
	readonly isPlatform: boolean;
};
export type TrustDoctorView = {
	readonly connectors: readonly OfferedConnector[];
	readonly picked: PickedPolicy | null;
	/** Whom a role ought to trust: the chosen connector's, or any of Harness's; null: Harness is not set up. */
	readonly expected: ExpectedTrust | null;
	readonly now: number;
};

export async function loadTrustDoctor(connectorId: Param): Promise<TrustDoctorView> {
	const ctx = await serverContext((await requireSignedIn()).actor);
	const connector = await pick(ctx, connectorId);
	const connectors = await offered(ctx, connector);
	const now = ctx.now().getTime();
	if (connector !== null) {
		const expected = await doctorTrust(ctx, connector);
		return { connectors, picked: await readPolicy(ctx, connector), expected, now };
	}
	const side = harnessSide(await doctorAccount(ctx), "aws");
	if (!side.ok) return { connectors, picked: null, expected: null, now };
	const { cluster, externalId } = side.value;
	const expected = { harness: { principalArn: cluster.principalArn, externalId }, verifier: null };
	return { connectors, picked: null, expected, now };
}

async function pick(ctx: Context, given: Param): Promise<Connector | null> {
	const id = ConnectorIdSchema.safeParse(given);
	const connector = id.success ? await ctx.db.connectors.find(id.data) : null;
	return connector?.status === "offboarded" ? null : connector;
}

/** The document that the trust-policy check read last; it is kept with the check's evidence. */
async function readPolicy(ctx: Context, { id, overview, destination }: Connector): Promise<PickedPolicy> {
	const results = await ctx.db.checks.latest(id);
	const read = results.find(({ checkId }) => checkId === "trust-policy");
	const policy = read?.details.policy ?? null;
	const readAt = policy === null ? null : (read?.checkedAt.getTime() ?? null);
	const isPlatform = destination === "harness-platform";
	return { id, name: overview?.name ?? "Draft without a name", policy, readAt, isPlatform };
}

async function offered(ctx: Context, picked: Connector | null): Promise<readonly OfferedConnector[]> {
	const list = await ctx.db.connectors.list({ limit: MOST_OFFERED, now: ctx.now() });
	const known = list.flatMap(({ id, name, awsAccountId, status, proof }) =>
		name === null || awsAccountId === null || status === "offboarded"
			? []
			: [{ id, name, awsAccountId, canBeAsked: proof === "direct" }],
	);
	if (picked?.overview == null || known.some(({ id }) => id === picked.id)) return known;
	const { name, awsAccountId } = picked.overview;
	return [{ id: picked.id, name, awsAccountId, canBeAsked: picked.proof === "direct" }, ...known];
}
