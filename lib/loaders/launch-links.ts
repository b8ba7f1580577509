import "server-only";
import { listLaunchLinks } from "#lib/launch-links/list-launch-links.ts";
import type { LaunchLinksPage } from "#lib/launch-links/view.ts";
import { serverContext } from "#lib/server-context.ts";
import { requireSignedIn } from "./signed-in.ts";

/** One page of all links, newest first. */
export async function loadLaunchLinks({
	after,
}: {
	readonly after?: string | undefined;
}): Promise<LaunchLinksPage> {
	return listLaunchLinks(await serverContext((await requireSignedIn()).actor), { after });
}
