import { Notice } from "#components/ui/notice.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { AuditVerification } from "#lib/db/audit-port.ts";
import { FAILURES } from "#lib/domain/failures.ts";
import type { AuditPage } from "#lib/loaders/audit.ts";

/** Whether the log is as it was written, as far as that was verified. */
export function ChainState({ page }: { readonly page: AuditPage }) {
	const { verification, chained, now } = page;
	if (verification?.fault) return <Broken verification={verification} now={now} />;
	return (
		<p className="text-sm text-ink-2">
			{chained.toLocaleString("en-US")} {chained === 1 ? "entry is" : "entries are"} chained by their hashes.{" "}
			{verification === null ? (
				"The chain is verified every night; it was not yet."
			) : (
				<>
					Verified up to entry {verification.seq.toLocaleString("en-US")}{" "}
					<RelativeTime at={verification.at.getTime()} now={now} />: unchanged.
				</>
			)}
		</p>
	);
}

const FAULTS = {
	missing: (seq) => `Entry ${seq} is missing.`,
	changed: (seq) => `Entry ${seq} is not as it was written.`,
	cut: (seq) => `Entries from ${seq} on were cut off.`,
	outside: () => "An entry was added that Rolebridge did not write.",
	head: () => "The end of the log is not where it was written down.",
} as const satisfies Record<NonNullable<AuditVerification["fault"]>, (seq: string) => string>;

function Broken({ verification, now }: { readonly verification: AuditVerification; readonly now: number }) {
	const { title, cause, fixes } = FAILURES.AUDIT_CHAIN_BROKEN;
	const { fault, seq, at } = verification;
	return (
		<Notice tone="bad" title={title}>
			<p>
				{fault !== null && <b>{FAULTS[fault](seq.toLocaleString("en-US"))}</b>} {cause} Found{" "}
				<RelativeTime at={at.getTime()} now={now} />.
			</p>
			<ul className="mt-1 list-disc pl-5">
				{fixes.map((fix) => (
					<li key={fix}>{fix}</li>
				))}
			</ul>
		</Notice>
	);
}
