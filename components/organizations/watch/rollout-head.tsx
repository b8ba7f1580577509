import type { ReactNode } from "react";
import { AccountNumber } from "#components/ui/account-number.tsx";
import { NavLinks } from "#components/ui/nav-links.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { absoluteWords } from "#components/ui/time-words.ts";
import type { RolloutHead } from "#lib/loaders/rollout-watch.ts";

export type RolloutHeaderProps = { readonly head: RolloutHead; readonly actions?: ReactNode };

/** Which rollout one looks at, and its pages. */
export function RolloutHeader({ head, actions }: RolloutHeaderProps) {
	const { id, name, kind, managementAccountId, launchedAt, endedAt } = head;
	return (
		<>
			<PageHeader
				eyebrow={kind === "list" ? "List of accounts" : "Organization"}
				title={name || "Draft without a name"}
				subtitle={
					<>
						{managementAccountId !== null && (
							<>
								Management account <AccountNumber value={managementAccountId} /> ·{" "}
							</>
						)}
						{endedAt !== null
							? `ended ${absoluteWords(endedAt)}`
							: launchedAt === null
								? "not launched yet"
								: `launched ${absoluteWords(launchedAt)}`}
					</>
				}
				actions={actions}
			/>
			<RolloutNav id={id} />
		</>
	);
}

/** The pages of a rollout that was launched. */
export function RolloutNav({ id }: { readonly id: string }) {
	return (
		<NavLinks
			label="This organization"
			links={[
				{ href: `/organizations/${id}`, label: "Watch", isExact: true },
				{ href: `/organizations/${id}/accounts`, label: "Accounts" },
				{ href: `/organizations/${id}/register`, label: "Register" },
				{ href: `/organizations/${id}/autostopping`, label: "AutoStopping" },
				{ href: `/organizations/${id}/files`, label: "Files" },
				{ href: `/organizations/${id}/setup`, label: "Set-up" },
			]}
		/>
	);
}
