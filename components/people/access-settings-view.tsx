import { SettingsNav } from "#components/settings/settings-nav.tsx";
import { Card } from "#components/ui/card.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { AccessSettingsPage } from "#lib/loaders/people.ts";
import { AccessSettingsForm } from "./access-settings-form.tsx";

export function AccessSettingsView({ page }: { readonly page: AccessSettingsPage }) {
	const { waiting, version } = page;
	return (
		<div className="flex w-full max-w-[52rem] flex-col gap-4">
			<SettingsNav current="access" />
			<PageHeader
				title="Changes of trust"
				subtitle="The template, the verifier, Harness's URL and key, sign-in, notifications, API keys and people decide whom this installation trusts. Whoever changes one proves anew who they are, and every administrator is told."
				actions={
					waiting !== null && (
						<LinkButton href="/settings/approvals">
							{waiting === 0 ? "Approvals" : `Approvals (${waiting} waiting)`}
						</LinkButton>
					)
				}
			/>
			<Card label="What a change of trust needs">
				<AccessSettingsForm key={version} {...page} />
			</Card>
		</div>
	);
}
