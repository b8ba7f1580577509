import { atConsole, templateRefusal } from "#lib/connectors/launch.ts";
import type { Context } from "#lib/context.ts";
import { stackCliCommand } from "#lib/domain/aws-cli.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import { quickCreateUrl } from "#lib/domain/quick-create-url.ts";
import { exceptionOf } from "#lib/domain/rollout/features-of.ts";
import { stackSetParameters } from "#lib/domain/rollout/stack-set.ts";
import { unitChain } from "#lib/domain/rollout/waves.ts";
import type { FeatureException } from "#lib/domain/rollout.ts";
import { accountsOf } from "./all-accounts.ts";
import type { LaunchFacts } from "./launch-view.ts";

/**
 * One stack that is made in each of some accounts of a list. It is the same everywhere: the template itself makes
 * each account's external ID its own.
 */
export type ListStack = {
	/** Whose features these accounts get; null: those of the rest. */
	readonly match: FeatureException["match"] | null;
	readonly accountCount: number;
	/** The first ones. */
	readonly accountIds: readonly string[];
	readonly link:
		| { readonly kind: "ready"; readonly url: string; readonly command: string }
		| { readonly kind: "refused"; readonly code: FailureCode };
};

const ACCOUNTS_NAMED = 12;

/** The stacks of a list, those of its exceptions first. An exception without accounts needs none. */
export async function listStacks(ctx: Context, facts: LaunchFacts): Promise<readonly ListStack[]> {
	const { rollout, features } = facts;
	const units = new Map((await ctx.db.rollouts.units(rollout.id)).map((unit) => [unit.id, unit]));
	const groups = new Map<number | null, string[]>(
		[...features.exceptions.keys(), null].map((key) => [key, []]),
	);
	for (const { accountId, tags, unitId } of await accountsOf(ctx, rollout.id)) {
		const key = exceptionOf(features, { isManagement: false, tags, chain: unitChain(units, unitId) });
		groups.get(key)?.push(accountId);
	}
	const wanted = [...groups].filter(([, accountIds]) => accountIds.length > 0);
	return Promise.all(
		wanted.map(async ([key, accountIds]) => {
			const exception = key === null ? undefined : features.exceptions[key];
			return {
				match: exception?.match ?? null,
				accountCount: accountIds.length,
				accountIds: accountIds.slice(0, ACCOUNTS_NAMED),
				link: await linkFor(ctx, facts, exception?.requirements ?? features.member),
			};
		}),
	);
}

async function linkFor(
	ctx: Context,
	{ rollout, launch, input, template }: LaunchFacts,
	member: FeatureException["requirements"],
): Promise<ListStack["link"]> {
	const parameters = stackSetParameters({ ...input, features: { ...input.features, member } });
	const code = await templateRefusal(ctx, rollout, template, Object.keys(parameters));
	if (code !== null) return { kind: "refused", code };
	const { region, stackName } = launch;
	const stack = { region, stackName, templateUrl: template.url, parameters };
	const url = atConsole(ctx, quickCreateUrl({ partition: rollout.partition, ...stack }));
	return { kind: "ready", url, command: stackCliCommand(stack) };
}
