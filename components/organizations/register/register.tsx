import { RolloutHeader } from "#components/organizations/watch/rollout-head.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { absoluteWords } from "#components/ui/time-words.ts";
import { isKeyExpiring } from "#lib/domain/harness-key.ts";
import type { RegisterPage } from "#lib/loaders/rollout-register.ts";
import { KeyGuide } from "./key-guide.tsx";
import { RegisterPlan } from "./register-plan.tsx";

/** First what would be done in Harness, account by account; then, when somebody says so, it is done. */
export function Register({ page }: { readonly page: RegisterPage }) {
	const { head, initial, hasKey, keyExpiresAt, requestsPerMinute } = page;
	return (
		<>
			<RolloutHeader head={head} />
			{!hasKey && (
				<Notice tone="warn" title="No API key for Harness is stored">
					Without one nothing can be compared or registered. How to make one stands below.
				</Notice>
			)}
			<KeyExpiry expiresAt={keyExpiresAt} now={initial.now} />
			<RegisterPlan
				rolloutId={head.id}
				initial={initial}
				hasKey={hasKey}
				requestsPerMinute={requestsPerMinute}
			/>
			<KeyGuide isOpen={!hasKey} />
		</>
	);
}

/** The token's end, as whoever entered it said: nobody else knows it. */
function KeyExpiry({ expiresAt, now }: { readonly expiresAt: number | null; readonly now: number }) {
	if (expiresAt === null || !isKeyExpiring(new Date(expiresAt), new Date(now))) return null;
	if (expiresAt <= now)
		return (
			<Notice tone="bad" title={`The token expired on ${absoluteWords(expiresAt)}`}>
				Make a new one and enter it in Settings: with the old one nothing can be compared or registered.
			</Notice>
		);
	return (
		<Notice tone="warn" title={`The token expires on ${absoluteWords(expiresAt)}`}>
			Make a new one in good time, and enter it in Settings: from then on nothing can be registered or
			compared with the old one.
		</Notice>
	);
}
