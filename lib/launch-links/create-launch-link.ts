import { newId } from "#lib/connectors/new-id.ts";
import type { Context } from "#lib/context.ts";
import type { ConnectorLink, RolloutLink } from "#lib/db/launch-links-port.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { type ConnectorLinkKind, type LaunchRequest, requestedNow } from "#lib/domain/launch-link.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { possibleKinds } from "./possible-kinds.ts";
import { senderView } from "./sender-view.ts";
import type { CreatedLaunchLink } from "./view.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;
/** So many open ones of one request are enough for everybody who may be asked. */
export const OPEN_LINKS = 20;

export type CreateLaunchLink = {
	readonly connectorId: string;
	readonly kind: ConnectorLinkKind;
	/** Plain text for the receiver; may be empty. */
	readonly note: string;
	readonly expiresInDays: number;
	/** Where people reach us, e.g. `https://rolebridge.example`. */
	readonly baseUrl: string;
};

/** Makes a link for one request. Its secret is in the answer, this once: only its hash is kept. */
export async function createLaunchLink(
	ctx: Context,
	{ connectorId, kind, note, expiresInDays, baseUrl }: CreateLaunchLink,
): Promise<Result<CreatedLaunchLink>> {
	const connector = await ctx.db.connectors.find(connectorId);
	if (connector === null) return failed({ code: "CONNECTOR_NOT_FOUND" });
	const request = requestOf(kind, connector);
	if (request === null || !(await possibleKinds(ctx, connector)).includes(kind))
		return failed({ code: "LAUNCH_LINK_NOT_POSSIBLE" });
	if ((await ctx.db.launchLinks.openOf(connectorId, ctx.now())).length >= OPEN_LINKS) {
		const detail = `${OPEN_LINKS} links of this connector are open. Revoke one first.`;
		return failed({ code: "LAUNCH_LINK_NOT_POSSIBLE", detail });
	}
	const { id, url } = await storeLink(
		ctx,
		{ kind, connectorId, rolloutId: null, request },
		{ note, expiresInDays, baseUrl, details: { features: request.requirements.features } },
	);
	const [stored, account] = await Promise.all([
		ctx.db.launchLinks.find(id),
		ctx.db.harnessAccounts.find(connector.harnessAccountRef),
	]);
	if (stored === null || stored.kind === "roll-out") return failed({ code: "LAUNCH_LINK_NOT_FOUND" });
	return ok({ link: senderView(ctx, stored, connector, account), url });
}

function requestOf(kind: ConnectorLinkKind, connector: Connector): LaunchRequest | null {
	const requirements = requestedNow(kind, connector);
	const { overview, rotation } = connector;
	if (overview === null || requirements === null) return null;
	const step = kind === "rotate" && rotation !== null ? rotation : null;
	return {
		awsAccountId: overview.awsAccountId,
		requirements,
		rotation: step && { phase: step.phase, externalId: step.externalId },
	};
}

type Asked =
	| Pick<ConnectorLink, "kind" | "connectorId" | "rolloutId" | "request">
	| Pick<RolloutLink, "kind" | "connectorId" | "rolloutId" | "request">;
type Sending = Pick<CreateLaunchLink, "note" | "expiresInDays" | "baseUrl"> & {
	/** For the audit log, beside what every link has. */
	readonly details: Readonly<Record<string, unknown>>;
};

/**
 * Stores a new link with its audit entry. Its secret is 32 random bytes of which only the hash is kept; in the address
 * it stands behind the `#`, where no proxy and no log sees it.
 */
export async function storeLink(
	ctx: Context,
	asked: Asked,
	{ note, expiresInDays, baseUrl, details }: Sending,
): Promise<{ readonly id: string; readonly url: string }> {
	const id = newId(ctx.randomBytes);
	const secret = Buffer.from(ctx.randomBytes(32)).toString("base64url");
	const createdAt = ctx.now();
	const expiresAt = new Date(createdAt.getTime() + expiresInDays * DAY_MS);
	const createdBy = { id: ctx.actor.id, name: ctx.actor.name, email: await emailOf(ctx) };
	const about = { link: id, kind: asked.kind, expiresAt: expiresAt.toISOString(), note };
	await ctx.db.transaction(async (tx) => {
		const secretHash = ctx.sha256Hex(secret);
		await tx.launchLinks.insert({ ...asked, id, note, createdBy, createdAt, expiresAt, secretHash });
		await tx.audit.append({
			actor: ctx.actor,
			action: "launch-link.created",
			subject: asked.connectorId ?? asked.rolloutId,
			at: createdAt,
			details: { ...about, ...details },
		});
	});
	return { id, url: `${new URL(`/launch/${id}`, baseUrl).href}#${secret}` };
}

/** The receiver may want to ask back; a key has no address. */
async function emailOf({ actor, db }: Context): Promise<string> {
	return actor.kind === "person" ? ((await db.people.find(actor.id))?.email ?? "") : "";
}
