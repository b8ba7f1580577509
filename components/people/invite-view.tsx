import { SettingsNav } from "#components/settings/settings-nav.tsx";
import { Card } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { InvitePage } from "#lib/loaders/people.ts";
import { InviteForm } from "./invite-form.tsx";

export function InviteView({ page }: { readonly page: InvitePage }) {
	return (
		<div className="flex w-full max-w-[52rem] flex-col gap-4">
			<SettingsNav current="people" isBelow />
			<PageHeader
				title="Invite somebody"
				subtitle="They choose their own password. The link works once, for seven days, and you can take it back."
			/>
			<Card label="Invitation">
				<InviteForm {...page} />
			</Card>
		</div>
	);
}
