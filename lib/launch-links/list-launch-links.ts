import type { Context } from "#lib/context.ts";
import type { LaunchLink } from "#lib/db/launch-links-port.ts";
import type { Rollout } from "#lib/domain/rollout.ts";
import { possibleKinds } from "./possible-kinds.ts";
import { rolloutSenderView } from "./rollout/rollout-sender-view.ts";
import { senderView } from "./sender-view.ts";
import type { ConnectorLinksView, LaunchLinksPage, RolloutLinksView, SenderLinkView } from "./view.ts";

/** Of one connector or rollout. */
const LINKS_OF_ONE = 20;
const PAGE_SIZE = 25;

/** A connector's links, newest first, and what a new one may ask for. */
export async function listConnectorLinks(ctx: Context, connectorId: string): Promise<ConnectorLinksView> {
	const [links, connector] = await Promise.all([
		ctx.db.launchLinks.ofConnector(connectorId, LINKS_OF_ONE),
		ctx.db.connectors.find(connectorId),
	]);
	return {
		now: ctx.now().getTime(),
		links: (await viewsOf(ctx, links)).filter((link) => link.kind !== "roll-out"),
		kinds: connector === null ? [] : await possibleKinds(ctx, connector),
	};
}

/** The links of a rollout, newest first. */
export async function listRolloutLinks(ctx: Context, rolloutId: string): Promise<RolloutLinksView> {
	const links = await ctx.db.launchLinks.ofRollout(rolloutId, LINKS_OF_ONE);
	return { now: ctx.now().getTime(), links: await viewsOf(ctx, links) };
}

/** One page of all links, newest first. */
export async function listLaunchLinks(
	ctx: Context,
	{ after }: { readonly after?: string | undefined },
): Promise<LaunchLinksPage> {
	const position = after === undefined ? null : parsePosition(after);
	const links = await ctx.db.launchLinks.list({
		...(position !== null && { after: position }),
		limit: PAGE_SIZE + 1,
	});
	const page = links.slice(0, PAGE_SIZE);
	const last = links.length > PAGE_SIZE ? page.at(-1) : undefined;
	return {
		now: ctx.now().getTime(),
		links: await viewsOf(ctx, page),
		nextAfter: last === undefined ? null : `${last.createdAt.getTime()}.${last.id}`,
	};
}

/** Null for anything that we did not write ourselves: then the first page is shown. */
function parsePosition(text: string): { readonly createdAt: Date; readonly id: string } | null {
	const [, at, id] = /^([0-9]{1,15})\.([a-z0-9]{20})$/.exec(text) ?? [];
	return at === undefined || id === undefined ? null : { createdAt: new Date(Number(at)), id };
}

async function viewsOf(ctx: Context, links: readonly LaunchLink[]): Promise<readonly SenderLinkView[]> {
	const ids = [...new Set(links.flatMap(({ connectorId }) => connectorId ?? []))];
	const rollouts = await rolloutsOf(ctx, links);
	const found = await Promise.all(ids.map((id) => ctx.db.connectors.find(id)));
	const connectors = new Map(
		found.flatMap((connector) => (connector === null ? [] : [[connector.id, connector]])),
	);
	const refs = [...new Set([...connectors.values()].map(({ harnessAccountRef }) => harnessAccountRef))];
	const accounts = new Map(
		await Promise.all(refs.map(async (ref) => [ref, await ctx.db.harnessAccounts.find(ref)] as const)),
	);
	return links.flatMap((link): SenderLinkView[] => {
		if (link.kind === "roll-out") {
			const rollout = rollouts.get(link.rolloutId);
			return rollout === undefined ? [] : [rolloutSenderView(ctx, link, rollout)];
		}
		const connector = connectors.get(link.connectorId);
		if (connector === undefined) return [];
		return [senderView(ctx, link, connector, accounts.get(connector.harnessAccountRef) ?? null)];
	});
}

async function rolloutsOf(ctx: Context, links: readonly LaunchLink[]): Promise<ReadonlyMap<string, Rollout>> {
	const ids = [...new Set(links.flatMap(({ rolloutId }) => rolloutId ?? []))];
	const found = await Promise.all(ids.map((id) => ctx.db.rollouts.find(id)));
	return new Map(found.flatMap((rollout) => (rollout === null ? [] : [[rollout.id, rollout]])));
}
