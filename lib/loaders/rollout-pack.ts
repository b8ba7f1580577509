import { readFile } from "node:fs/promises";
import type { Context } from "#lib/context.ts";
import type { HeldRolloutLink } from "#lib/launch-links/held-link.ts";
import { listParts, type PackContent, readPart } from "#lib/launch-links/pack-files.ts";
import { rolloutPackParts } from "#lib/launch-links/rollout/rollout-pack-files.ts";
import type { RolloutPackView, RolloutReceiverView } from "#lib/launch-links/view.ts";
import { OWN_TEMPLATE_PATH } from "./receiver-view.ts";
import { ORGANIZATION_TEMPLATE_PATH, readRolloutReceiver } from "./rollout-receiver.ts";

/** What is attached to a change ticket. */
export async function readRolloutPack(ctx: Context, held: HeldRolloutLink): Promise<RolloutPackView | null> {
	const view = await readRolloutReceiver(ctx, held);
	if (view === null) return null;
	return { ...view, madeAt: view.live.now, files: listParts(view.id, await partsOf(view)) };
}

/** One of the pack's files; null: there is none of that name. */
export async function readRolloutPackFile(
	ctx: Context,
	held: HeldRolloutLink,
	name: string,
): Promise<PackContent | null> {
	const view = await readRolloutReceiver(ctx, held);
	return view && readPart(await partsOf(view), name, view.createdAt);
}

async function partsOf(view: RolloutReceiverView) {
	const isOwn = [view.template, view.roleTemplate].every(
		(template) => template?.source === "ours" && template.sha256 === template.ownSha256,
	);
	const read = (path: string) => readFile(`public${path}`, "utf8");
	const templates = isOwn
		? { organization: await read(ORGANIZATION_TEMPLATE_PATH), role: await read(OWN_TEMPLATE_PATH) }
		: null;
	return rolloutPackParts({ view, madeAt: view.live.now, templates });
}
