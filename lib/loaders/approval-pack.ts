import { destinationSide } from "#lib/connectors/destination-side.ts";
import { expectedTrustOf } from "#lib/connectors/expected-trust-of.ts";
import type { Context } from "#lib/context.ts";
import { whileChanging } from "#lib/domain/feature-change.ts";
import { expectedTrustPolicy } from "#lib/domain/trust-policy/expected-trust.ts";
import type { HeldLink } from "#lib/launch-links/held-link.ts";
import { type PackContent, packFile, packFiles } from "#lib/launch-links/pack-files.ts";
import type { ApprovalPackView } from "#lib/launch-links/view.ts";
import { readOwnTemplate } from "./own-template.ts";
import { readReceiverView } from "./receiver-view.ts";
import { rolePolicies } from "./role-policies.ts";

/** What is attached to a change ticket. */
export async function readApprovalPack(ctx: Context, held: HeldLink): Promise<ApprovalPackView | null> {
	const view = await readReceiverView(ctx, held);
	if (view === null) return null;
	const { connector } = held;
	const [account, trust] = await Promise.all([
		ctx.db.harnessAccounts.find(connector.harnessAccountRef),
		view.trust.verifier === null ? harnessOnly(ctx, held) : expectedTrustOf(ctx, connector),
	]);
	const side = destinationSide(account, connector);
	// What Harness's own template writes stands in that template, and is not ours to state.
	const isOurs =
		view.template === null ? connector.templateVersion !== null : view.template.source === "ours";
	const isStated = isOurs && view.kind !== "remove";
	// While a change is under way the role carries what was and what comes.
	const carried =
		connector.requirements === null
			? view.requirements
			: whileChanging(connector.requirements, view.requirements);
	const pack = {
		...view,
		madeAt: view.live.now,
		policies: isStated
			? rolePolicies({ ...connector, requirements: carried }, side.ok ? side.value.cluster.bucketName : "")
			: [],
		trustPolicy: isStated && trust !== null ? JSON.stringify(expectedTrustPolicy(trust), null, 2) : "",
	};
	return { ...pack, files: packFiles(pack) };
}

async function harnessOnly(ctx: Context, { connector }: HeldLink) {
	const trust = await expectedTrustOf(ctx, connector);
	return trust && { ...trust, verifier: null };
}

/** One of the pack's files; null: there is none of that name. */
export async function readPackFile(ctx: Context, held: HeldLink, name: string): Promise<PackContent | null> {
	const pack = await readApprovalPack(ctx, held);
	return pack && packFile(pack, name, await readOwnTemplate(held.connector));
}
