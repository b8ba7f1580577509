import type { ReactNode } from "react";
import { ROW_LOOKS } from "#components/connectors/row-look.ts";
import { FailureExplained } from "#components/setup/failure-explained.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { ResultRow } from "#components/ui/result-row.tsx";
import type { CheckResult } from "#lib/domain/check.ts";
import { FAILURES } from "#lib/domain/failures.ts";

export type OwnResultRowProps = {
	readonly title: string;
	/** Null: not looked at yet. */
	readonly result: CheckResult | null;
	readonly now: number;
	readonly children?: ReactNode;
};

/** A result about our own side: an identity, a template. */
export function OwnResultRow({ title, result, now, children }: OwnResultRowProps) {
	if (result === null) {
		return (
			<ResultRow state="none" word="Not yet" title={title}>
				<p>Not checked yet. It is checked within a minute while the worker runs.</p>
				{children}
			</ResultRow>
		);
	}
	const { outcome, code, observed, requestId, checkedAt } = result;
	const { state, word } = ROW_LOOKS[outcome];
	const isFine = outcome === "passed" || outcome === "skipped";
	return (
		<ResultRow
			state={state}
			word={word}
			title={title}
			aside={<RelativeTime at={checkedAt.getTime()} now={now} />}
		>
			<p>{observed}</p>
			{children}
			{code !== null && !isFine && (
				<div className="mt-2">
					<p>
						<b>{FAILURES[code].title}</b>
					</p>
					<FailureExplained explanation={FAILURES[code]} />
				</div>
			)}
			{requestId !== null && !isFine && (
				<p className="mt-1">
					AWS request ID <Mono wrap>{requestId}</Mono>
				</p>
			)}
		</ResultRow>
	);
}
