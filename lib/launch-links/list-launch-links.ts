import type { Context } from "#lib/context.ts";
import type { LaunchLink } from "#lib/db/launch-links-port.ts";
import { possibleKinds } from "./possible-kinds.ts";
import { senderView } from "./sender-view.ts";
import type { ConnectorLinksView, LaunchLinksPage, SenderLinkView } from "./view.ts";

const LINKS_OF_A_CONNECTOR = 20;
const PAGE_SIZE = 25;

/** A connector's links, newest first, and what a new one may ask for. */
export async function listConnectorLinks(ctx: Context, connectorId: string): Promise<ConnectorLinksView> {
	const [links, connector] = await Promise.all([
		ctx.db.launchLinks.ofConnector(connectorId, LINKS_OF_A_CONNECTOR),
		ctx.db.connectors.find(connectorId),
	]);
	return {
		now: ctx.now().getTime(),
		links: await viewsOf(ctx, links),
		kinds: connector === null ? [] : await possibleKinds(ctx, connector),
	};
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
	const ids = [...new Set(links.map(({ connectorId }) => connectorId))];
	const found = await Promise.all(ids.map((id) => ctx.db.connectors.find(id)));
	const connectors = new Map(
		found.flatMap((connector) => (connector === null ? [] : [[connector.id, connector]])),
	);
	const refs = [...new Set([...connectors.values()].map(({ harnessAccountRef }) => harnessAccountRef))];
	const accounts = new Map(
		await Promise.all(refs.map(async (ref) => [ref, await ctx.db.harnessAccounts.find(ref)] as const)),
	);
	return links.flatMap((link) => {
		const connector = connectors.get(link.connectorId);
		if (connector === undefined) return [];
		return [senderView(ctx, link, connector, accounts.get(connector.harnessAccountRef) ?? null)];
	});
}
