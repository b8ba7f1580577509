import { destinationSide } from "#lib/connectors/destination-side.ts";
import type { HarnessSide } from "#lib/connectors/harness-side.ts";
import type { Context } from "#lib/context.ts";
import type { HarnessAccount, Settings, VerifierStatus } from "#lib/db/port.ts";
import { type ParsedRoleArn, parseRoleArn } from "#lib/domain/arn.ts";
import type { Connector, Overview } from "#lib/domain/connector.ts";
import type { ExternalId } from "#lib/domain/external-id.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";

/** What every check of one connector starts from: only what is stored. */
export type ConnectorFacts = {
	readonly connector: Connector;
	readonly overview: Overview;
	readonly role: ParsedRoleArn;
	/** Null where Harness's account is not known well enough to name its principal. */
	readonly harness: HarnessSide | null;
	readonly harnessAccount: HarnessAccount | null;
	/** What our calls pass: the ID made for this connector or, in vendor mode, Harness's derived one. */
	readonly externalId: ExternalId;
	readonly isVendorMode: boolean;
	readonly settings: Settings;
	readonly verifier: VerifierStatus | null;
};

/** What Harness's record is judged by: the role, if there is one, is not asked. */
export type HarnessFacts = Pick<ConnectorFacts, "connector" | "overview" | "harnessAccount">;

/** Null: nothing was saved of it yet. */
export async function harnessFacts(ctx: Context, connector: Connector): Promise<HarnessFacts | null> {
	const { overview, harnessAccountRef } = connector;
	if (overview === null) return null;
	return { connector, overview, harnessAccount: await ctx.db.harnessAccounts.find(harnessAccountRef) };
}

/** What connectors have in common: read once for many of them. */
export type SharedFacts = {
	readonly settings: Settings;
	readonly harnessAccount: HarnessAccount | null;
	readonly verifier: VerifierStatus | null;
};

/**
 * Everything comes from the database by the connector's id; nothing from the caller. A connector whose stored
 * role lies in another account than it declares is refused here, before any call.
 */
export async function loadConnectorFacts(
	ctx: Context,
	connector: Connector,
	verifier: VerifierStatus | null,
): Promise<Result<ConnectorFacts>> {
	const [settings, harnessAccount] = await Promise.all([
		ctx.db.settings.get(),
		ctx.db.harnessAccounts.find(connector.harnessAccountRef),
	]);
	return connectorFacts(connector, { settings, harnessAccount, verifier });
}

/**
 * Whether our calls prove Harness's own entry: the vendor's principal and external ID are Cloud Cost Management's. Any
 * other role knows us by the external ID that was made for it.
 */
export function isVendorModeFor(
	{ destination }: Pick<Connector, "destination">,
	{ verifierMode }: Pick<Settings, "verifierMode">,
): boolean {
	return verifierMode === "vendor" && destination === "harness-ccm";
}

/** Pure: the facts of a connector that is at hand. */
export function connectorFacts(connector: Connector, shared: SharedFacts): Result<ConnectorFacts> {
	const { settings, harnessAccount, verifier } = shared;
	const { overview } = connector;
	const arn = overview === null ? null : derivedRoleArn(connector);
	const role = arn === null ? null : parseRoleArn(arn);
	if (overview === null || role === null || !role.ok) return failed({ code: "CONNECTOR_INCOMPLETE" });
	if (role.value.accountId !== overview.awsAccountId || role.value.partition !== connector.partition) {
		return failed({ code: "ROLE_WRONG_ACCOUNT", detail: role.value.arn });
	}
	const isVendorMode = isVendorModeFor(connector, settings);
	const harness = destinationSide(harnessAccount, connector);
	if (isVendorMode && !harness.ok) return harness;
	const side = harness.ok ? harness.value : null;
	return ok({
		connector,
		overview,
		role: role.value,
		harness: side,
		harnessAccount,
		externalId: isVendorMode && side !== null ? side.externalId : connector.verifierExternalId,
		isVendorMode,
		settings,
		verifier,
	});
}
