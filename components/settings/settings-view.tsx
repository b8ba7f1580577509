import { Card } from "#components/ui/card.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { ResultList } from "#components/ui/result-row.tsx";
import type { HarnessAccount } from "#lib/db/port.ts";
import { formatKeyExpiry } from "#lib/domain/harness-key.ts";
import type { SettingsPage } from "#lib/loaders/settings.ts";
import { type HarnessAnswer, HarnessPanel } from "./harness-panel.tsx";
import { OwnResultRow } from "./own-result-row.tsx";
import { PARTITION_NAMES } from "./partition-names.ts";
import { SettingsNav } from "./settings-nav.tsx";
import { TemplatePanel } from "./template-panel.tsx";

export function SettingsView({ page }: { readonly page: SettingsPage }) {
	const { harness, verifiers, now } = page;
	return (
		<div className="flex w-full max-w-[52rem] flex-col gap-4">
			<SettingsNav current="general" />
			<PageHeader title="Settings" />
			<HarnessPanel stored={storedFields(harness)} answer={answerOf(harness)} now={now} />
			<TemplatePanel page={page} />
			<Card
				title="Verifier"
				subtitle="Who Rolebridge is to AWS when it checks roles."
				aside={
					<LinkButton href="/settings/verifier" size="small">
						Open the verifier
					</LinkButton>
				}
				flush
			>
				<ResultList label="Verifier">
					{verifiers.map(({ partition, result }) => (
						<OwnResultRow key={partition} title={PARTITION_NAMES[partition]} result={result} now={now} />
					))}
					{verifiers.length === 0 && <OwnResultRow title="AWS" result={null} now={now} />}
				</ResultList>
			</Card>
		</div>
	);
}

function storedFields(harness: HarnessAccount | null) {
	if (harness === null)
		return {
			accountId: "",
			baseUrl: "https://app.harness.io",
			hasApiKey: false,
			apiKeyExpiresOn: "",
			version: null,
		};
	const { accountId, baseUrl, hasApiKey, apiKeyExpiresAt, version } = harness;
	return { accountId, baseUrl, hasApiKey, apiKeyExpiresOn: formatKeyExpiry(apiKeyExpiresAt), version };
}

function answerOf(harness: HarnessAccount | null): HarnessAnswer | null {
	const { connection, govConnection, checkedAt } = harness ?? {};
	if (connection == null || checkedAt == null) return null;
	return {
		harnessAwsAccountId: connection.harnessAwsAccountId,
		externalId: connection.externalId,
		govAwsAccountId: govConnection?.harnessAwsAccountId ?? null,
		checkedAt: checkedAt.getTime(),
	};
}
