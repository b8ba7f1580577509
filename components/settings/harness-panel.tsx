"use client";

import { useState } from "react";
import { failureOf } from "#components/setup/action-failure.ts";
import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { Allowed } from "#components/shell/abilities.tsx";
import { AccountNumber } from "#components/ui/account-number.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { KeyValueList } from "#components/ui/key-value-list.tsx";
import { Pill } from "#components/ui/pill.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { checkHarnessAccountAction } from "#lib/actions/settings-actions.ts";
import type { Failure } from "#lib/domain/failures.ts";
import { EditableBy } from "./editable-by.tsx";
import { HarnessForm, type StoredHarnessAccount } from "./harness-form.tsx";

export type HarnessAnswer = {
	readonly harnessAwsAccountId: string;
	readonly externalId: string;
	readonly govAwsAccountId: string | null;
	readonly checkedAt: number;
};

export type HarnessPanelProps = {
	readonly stored: StoredHarnessAccount;
	/** What Harness last said of itself; null: it was not asked since these settings were saved. */
	readonly answer: HarnessAnswer | null;
	readonly now: number;
};

export function HarnessPanel({ stored, answer, now }: HarnessPanelProps) {
	const [failure, setFailure] = useState<Failure | "unreachable" | null>(null);
	return (
		<Card title="Harness account" subtitle="Where connectors are registered, and whom roles trust." flush>
			<div className="px-4.5 py-4">
				<EditableBy ability="trust.harness">
					<HarnessForm key={stored.version} stored={stored} onChecked={setFailure} />
				</EditableBy>
			</div>
			{stored.hasApiKey && (
				<div className="flex flex-col gap-3 border-t border-line px-4.5 py-4">
					<Heading answer={answer} now={now} hasFailed={failure !== null} onChecked={setFailure} />
					<ActionFailureNotice failure={failure} />
				</div>
			)}
			{answer !== null && <Answer answer={answer} />}
		</Card>
	);
}

type HeadingProps = {
	readonly answer: HarnessAnswer | null;
	readonly now: number;
	readonly hasFailed: boolean;
	readonly onChecked: (failure: Failure | "unreachable" | null) => void;
};

function Heading({ answer, now, hasFailed, onChecked }: HeadingProps) {
	const [isAsking, setIsAsking] = useState(false);
	return (
		<div className="flex flex-wrap items-center justify-between gap-2.5">
			<h3 className="flex flex-wrap items-center gap-2.5">
				What Harness says
				{hasFailed && <Pill state="bad">Failed</Pill>}
				{!hasFailed && answer !== null && <Pill state="ok">Answers</Pill>}
				{!hasFailed && answer === null && <Pill state="none">Not asked yet</Pill>}
				{answer !== null && (
					<span className="text-sm font-normal text-ink-2">
						asked <RelativeTime at={answer.checkedAt} now={now} />
					</span>
				)}
			</h3>
			<Allowed to="settings.change">
				<Button
					size="small"
					pending={isAsking}
					pendingLabel="Asking Harness…"
					onClick={async () => {
						setIsAsking(true);
						onChecked(await failureOf(() => checkHarnessAccountAction()));
						setIsAsking(false);
					}}
				>
					Check again
				</Button>
			</Allowed>
		</div>
	);
}

function Answer({ answer }: { readonly answer: HarnessAnswer }) {
	return (
		<>
			<KeyValueList
				className="border-t border-line"
				items={[
					{
						term: "Its AWS account",
						value: <AccountNumber value={answer.harnessAwsAccountId} />,
					},
					{
						term: "In AWS GovCloud",
						value:
							answer.govAwsAccountId === null ? (
								"Harness names no account there"
							) : (
								<AccountNumber value={answer.govAwsAccountId} />
							),
					},
				]}
			/>
			<div className="border-t border-line px-4.5 py-4">
				<CopyField
					label="Its external ID"
					value={answer.externalId}
					hint="Derived from both account numbers; the same for every AWS account of this Harness account, and no secret."
				/>
			</div>
		</>
	);
}
