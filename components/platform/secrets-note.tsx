import { LinkButton } from "#components/ui/link-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { StatusRegion } from "#components/ui/status-region.tsx";
import type { SecretsView } from "#lib/loaders/platform-live.ts";

type SecretsNoteProps = {
	/** Null: not read yet. */
	readonly view: SecretsView | null;
	readonly isUnreachable: boolean;
	readonly isFetching: boolean;
};

/** Whether there is a list to choose from, and if not, why; the fields take a typed name all the same. */
export function SecretsNote({ view, isUnreachable, isFetching }: SecretsNoteProps) {
	if (view?.failure != null) {
		const isKey = view.failure.code === "HARNESS_FORBIDDEN" || view.failure.code === "HARNESS_NOT_CONFIGURED";
		return (
			<Notice
				tone="info"
				live="status"
				title={isKey ? "Harness's secrets cannot be listed by this key" : "Harness did not list its secrets"}
				action={
					isKey && (
						<LinkButton href="/settings" size="small">
							Open Settings
						</LinkButton>
					)
				}
			>
				{view.failure.code === "NOT_ALLOWED"
					? "Your access is limited by tags, so Harness is not asked for you. Type the names."
					: isKey
						? "The API key in Settings may not view secrets in this scope. Type the names; Harness says so if one is missing."
						: "Type the names, or come back to this page to have them listed."}
			</Notice>
		);
	}
	return (
		<StatusRegion visible className="text-sm text-ink-2">
			{words(view, isUnreachable, isFetching)}
		</StatusRegion>
	);
}

function words(view: SecretsView | null, isUnreachable: boolean, isFetching: boolean): string {
	if (view === null) {
		if (isUnreachable) return "The secrets could not be listed: Rolebridge did not answer. Type the names.";
		return isFetching ? "Asking Harness for the names of its secrets…" : "";
	}
	const { secrets, hasMore } = view;
	if (secrets.length === 0) return "Harness lists no secret here. Make one in Harness, or type its name.";
	const count = secrets.length === 1 ? "1 secret" : `${secrets.length} secrets`;
	return `${count} of Harness can be chosen by name${hasMore ? "; there are more, which are looked for while you type" : ""}. Values are never read.`;
}
