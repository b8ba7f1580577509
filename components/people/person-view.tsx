import { SettingsNav } from "#components/settings/settings-nav.tsx";
import { Card } from "#components/ui/card.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { PersonPage } from "#lib/loaders/people.ts";
import { AccessForm } from "./access-form.tsx";
import { RemovePerson } from "./remove-person.tsx";
import { ResetLink } from "./reset-link.tsx";

export function PersonView({ page }: { readonly page: PersonPage }) {
	const { person, isOwn, harnessAccounts, usesPassword, canMail } = page;
	const { id, name, email, role, scope, signsInBy } = person;
	return (
		<div className="flex w-full max-w-[52rem] flex-col gap-4">
			<SettingsNav current="people" isBelow />
			<PageHeader
				title={<span className="[overflow-wrap:anywhere]">{name}</span>}
				subtitle={<span className="[overflow-wrap:anywhere]">{email}</span>}
			/>
			{isOwn && (
				<Notice tone="info" title="This is you">
					With another role you may not come back to this page.
				</Notice>
			)}
			{signsInBy.includes("sso") && (
				<Notice tone="info" title="Single sign-on decides as well">
					At each sign-in by the provider their groups set role and limits anew.
				</Notice>
			)}
			<Card title="Access" subtitle="A change holds from their next click on.">
				<AccessForm
					key={JSON.stringify({ role, scope })}
					personId={id}
					access={{ role, scope }}
					harnessAccounts={harnessAccounts}
				/>
			</Card>
			{usesPassword && !isOwn && (
				<Card title="Password">
					<p className="mb-3 text-ink-2">
						For who cannot sign in any more. With the link they choose a new password, which ends their
						sessions; a second factor stays.
					</p>
					<ResetLink personId={id} email={email} canMail={canMail} />
				</Card>
			)}
			<Card title="Remove">
				<p className="mb-3 text-ink-2">
					Ends their sessions and API keys at once. Connectors and what they did stay, also in the audit log.
				</p>
				<RemovePerson personId={id} name={name} isOwn={isOwn} />
			</Card>
		</div>
	);
}
