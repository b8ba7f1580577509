import { RolloutHeader } from "#components/organizations/watch/rollout-head.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { absoluteWords } from "#components/ui/time-words.ts";
import type { RegisterPage } from "#lib/loaders/rollout-register.ts";
import { KeyGuide } from "./key-guide.tsx";
import { PlanPanel } from "./plan-panel.tsx";

/** First what would be done in Harness, account by account; then, when somebody says so, it is done. */
export function Register({ page }: { readonly page: RegisterPage }) {
	const { head, initial, coverage, hasKey, keyExpiresAt, requestsPerMinute } = page;
	return (
		<>
			<RolloutHeader head={head} />
			{!hasKey && (
				<Notice tone="warn" title="No API key for Harness is stored">
					Without one nothing can be compared or registered. How to make one stands below.
				</Notice>
			)}
			{keyExpiresAt !== null && keyExpiresAt < initial.now + 14 * 86_400_000 && (
				<Notice tone="warn" title={`The token expires on ${absoluteWords(keyExpiresAt)}`}>
					Make a new one in good time, and enter it in Settings: from then on nothing can be registered or
					compared with the old one.
				</Notice>
			)}
			<PlanPanel
				rolloutId={head.id}
				initial={initial}
				hasKey={hasKey}
				verified={coverage.verified}
				requestsPerMinute={requestsPerMinute}
			/>
			<KeyGuide isOpen={!hasKey} />
		</>
	);
}
