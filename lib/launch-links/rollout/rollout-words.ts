import type { Context } from "#lib/context.ts";
import type { RolloutLink } from "#lib/db/launch-links-port.ts";
import { canonicalJson } from "#lib/domain/canonical-json.ts";
import { checkWords } from "#lib/domain/check-words.ts";
import { administratorAccountId } from "#lib/domain/launch-link.ts";
import type { Rollout } from "#lib/domain/rollout.ts";

/** What both sides read to each other: it follows from what is asked, so it differs when one looks at another request. */
export function rolloutWords(ctx: Context, { id, kind }: RolloutLink, rollout: Rollout): readonly string[] {
	const { partition, features, launch, verifierExternalId } = rollout;
	const asked = {
		link: id,
		kind,
		partition,
		awsAccountId: administratorAccountId(rollout),
		features,
		waves: launch?.waves ?? [],
		role: launch?.role ?? null,
		stackSetName: launch?.stackSetName ?? null,
		verifierExternalId,
	};
	return checkWords(ctx.sha256Hex(canonicalJson(asked)));
}
