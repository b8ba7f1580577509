import { AccountNumber } from "#components/ui/account-number.tsx";
import { Card } from "#components/ui/card.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { ConnectorDetail } from "#lib/loaders/connectors.ts";
import { principalWords } from "./principal-kinds.ts";
import { type Admitted, readWhoCanAssume } from "./who-can-assume.ts";

type WhoCanAssumeCardProps = Pick<ConnectorDetail, "connector" | "trustPolicy" | "knownAccounts" | "now">;

/** Everybody the role's trust policy lets in, and what each must bring. */
export function WhoCanAssumeCard({ connector, trustPolicy, knownAccounts, now }: WhoCanAssumeCardProps) {
	const list = trustPolicy === null ? null : readWhoCanAssume(trustPolicy.details);
	if (trustPolicy === null || list === null) {
		return (
			<Card title="Who can assume the role">
				<p className="text-ink-2">
					{trustPolicy?.observed ?? "The role's trust policy was not read yet; run the checks to see it."}
				</p>
			</Card>
		);
	}
	const read = <RelativeTime at={trustPolicy.checkedAt.getTime()} now={now} />;
	return (
		<Card
			title="Who can assume the role"
			subtitle={<>From its trust policy, read {read}</>}
			aside={
				<LinkButton href={`/permissions/trust-policy?connector=${connector.id}`} size="small">
					Open in the doctor
				</LinkButton>
			}
			flush
		>
			{list.length === 0 ? (
				<p className="px-4.5 py-4 text-ink-2">The policy lets nobody in.</p>
			) : (
				<ul>
					{list.map((entry) => (
						<Entry key={`${entry.principal} ${entry.needs.join()}`} entry={entry} known={knownAccounts} />
					))}
				</ul>
			)}
		</Card>
	);
}

type EntryProps = { readonly entry: Admitted; readonly known: Readonly<Record<string, string>> };

function Entry({ entry: { principal, accountId, kind, needs }, known }: EntryProps) {
	const name = accountId === null ? undefined : known[accountId];
	return (
		<li className="border-t border-line px-4.5 py-3 first:border-t-0">
			<p className="font-medium">
				{name ?? principalWords(kind === "account" ? "other" : kind)}
				{accountId !== null && (
					<>
						{" "}
						<span className="font-normal text-ink-2">in account</span>{" "}
						<AccountNumber value={accountId} className="font-normal text-ink-2" />
					</>
				)}
			</p>
			<p className="text-sm">
				<Mono wrap>{principal}</Mono>
			</p>
			<div className="mt-1 text-sm text-ink-2">
				{needs.length === 0 ? (
					<p>Nothing else is asked of it.</p>
				) : (
					<ul aria-label="Only if">
						{needs.map((need) => (
							<li key={need}>
								only if <Mono wrap>{need}</Mono>
							</li>
						))}
					</ul>
				)}
			</div>
		</li>
	);
}
