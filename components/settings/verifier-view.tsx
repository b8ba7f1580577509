import { AccountNumber } from "#components/ui/account-number.tsx";
import { Card } from "#components/ui/card.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { ResultList } from "#components/ui/result-row.tsx";
import type { HarnessAccount, VerifierStatus } from "#lib/db/port.ts";
import type { SettingsPage } from "#lib/loaders/settings.ts";
import { CheckAgain } from "./check-again.tsx";
import { EditableBy } from "./editable-by.tsx";
import { OwnResultRow } from "./own-result-row.tsx";
import { PARTITION_NAMES } from "./partition-names.ts";
import { SettingsNav } from "./settings-nav.tsx";
import { VerifierForm } from "./verifier-form.tsx";

/** Our own side first: while it is not ready, no connector is judged. */
export function VerifierView({ page }: { readonly page: SettingsPage }) {
	const { settings, verifiers, harness, now } = page;
	const { verifierMode, canaryRoleArn, version } = settings;
	const optInRegions = settings.optInRegions.join(", ");
	return (
		<div className="flex w-full max-w-[52rem] flex-col gap-4">
			<SettingsNav current="verifier" />
			<PageHeader
				title="Verifier"
				subtitle="Who Rolebridge is to AWS, and whether that works. While it does not, every connector is unknown rather than failing."
			/>
			<Card title="Readiness" aside={<CheckAgain what="verifier" lastAt={oldest(verifiers)} />} flush>
				<ResultList label="Readiness">
					{verifiers.map((status) => (
						<PartitionRow
							key={status.partition}
							status={status}
							isKeyStored={harness?.hasApiKey === true}
							connection={status.partition === "aws" ? harness?.connection : harness?.govConnection}
							now={now}
						/>
					))}
					{verifiers.length === 0 && <OwnResultRow title="AWS" result={null} now={now} />}
				</ResultList>
			</Card>
			<Card title="How Rolebridge is trusted">
				<EditableBy ability="trust.verifier">
					<VerifierForm key={version} {...{ verifierMode, canaryRoleArn, optInRegions, version }} />
				</EditableBy>
			</Card>
		</div>
	);
}

function oldest(verifiers: readonly VerifierStatus[]): number | null {
	if (verifiers.length < 2) return null;
	return Math.min(...verifiers.map(({ result }) => result.checkedAt.getTime()));
}

type PartitionRowProps = {
	readonly status: VerifierStatus;
	readonly isKeyStored: boolean;
	readonly connection: HarnessAccount["connection"] | undefined;
	readonly now: number;
};

function PartitionRow({ status, isKeyStored, connection, now }: PartitionRowProps) {
	const { partition, accountId, principalArn, result } = status;
	const { canary } = result.details;
	return (
		<OwnResultRow title={PARTITION_NAMES[partition]} result={result} now={now}>
			<dl className="mt-1.5 grid gap-x-4 gap-y-1 sm:grid-cols-[7.5rem_minmax(0,1fr)]">
				{accountId !== null && (
					<>
						<dt>Our account</dt>
						<dd>
							<AccountNumber value={accountId} />
						</dd>
					</>
				)}
				{principalArn !== null && (
					<>
						<dt>Our principal</dt>
						<dd>
							<Mono wrap>{principalArn}</Mono>
						</dd>
					</>
				)}
				{typeof canary === "string" && (
					<>
						<dt>Canary role</dt>
						<dd>{canary}</dd>
					</>
				)}
				<dt>Harness key</dt>
				<dd>{harnessWords(status, isKeyStored, connection != null)}</dd>
			</dl>
		</OwnResultRow>
	);
}

function harnessWords({ result }: VerifierStatus, isKeyStored: boolean, isConfirmed: boolean): string {
	if (!isKeyStored) return "none stored";
	if (result.code?.startsWith("HARNESS_")) return "not taken, see below";
	return isConfirmed ? "taken by Harness" : "not confirmed for this partition";
}
