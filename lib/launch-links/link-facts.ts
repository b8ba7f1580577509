import type { Context } from "#lib/context.ts";
import type { CheckResult } from "#lib/domain/check.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { mayRegister } from "#lib/domain/health.ts";
import type { Fulfilment } from "#lib/domain/launch-link.ts";
import { NEWEST_TEMPLATE_VERSION } from "#lib/domain/template-version.ts";

export type LinkFacts = Fulfilment & { readonly results: readonly CheckResult[] };

/** What is known by now of what a link may ask for; from the database only. */
export async function linkFacts(ctx: Context, connector: Connector): Promise<LinkFacts> {
	const [results, { verifierMode }] = await Promise.all([
		ctx.db.checks.latest(connector.id),
		ctx.db.settings.get(),
	]);
	const outcome = (id: string) => results.find(({ checkId }) => checkId === id)?.outcome;
	const proof = { results, proof: connector.proof, now: ctx.now(), isVendorMode: verifierMode === "vendor" };
	return {
		connector,
		results,
		isProven:
			connector.proof === "direct"
				? mayRegister({ ...proof, acceptedHarnessProof: false })
				: connector.status === "registered" && outcome("harness-connector") === "passed",
		isTemplateCurrent:
			(connector.templateVersion ?? 0) >= NEWEST_TEMPLATE_VERSION && outcome("template-current") === "passed",
	};
}
