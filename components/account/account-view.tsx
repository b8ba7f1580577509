import { Card } from "#components/ui/card.tsx";
import { KeyValueList } from "#components/ui/key-value-list.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { ROLE_INFO, scopeWords } from "#lib/domain/people.ts";
import type { AccountPage } from "#lib/loaders/account.ts";
import { AuthenticatorPart } from "./authenticator-part.tsx";
import { NameForm } from "./name-form.tsx";
import { PasskeysPart } from "./passkeys-part.tsx";
import { SessionsCard } from "./sessions-card.tsx";
import { SettingRow } from "./setting-row.tsx";
import { SsoPart } from "./sso-part.tsx";

/** One's own way in: who one is here, how one proves it, and where one is signed in. */
export function AccountView({ page }: { readonly page: AccountPage }) {
	const { name, email, role, scope, hasPassword, hasApp, passkeys, now } = page;
	return (
		<div className="flex w-full max-w-[52rem] flex-col gap-4">
			<PageHeader title="Your account" subtitle="How you sign in, and what guards it." />
			<Card title="You" flush>
				<div className="px-4.5 py-4">
					<NameForm key={name} name={name} />
				</div>
				<KeyValueList
					className="border-t border-line"
					items={[
						{ term: "E-mail", value: email },
						{
							term: "Role",
							value: role === null ? "None" : `${ROLE_INFO[role].label}. ${ROLE_INFO[role].summary}`,
						},
						{ term: "Sees", value: scopeWords(scope) },
					]}
				/>
			</Card>
			<Card
				title="How you sign in"
				subtitle="A second factor is asked for with your password, and before changes of whom Rolebridge trusts."
				flush
			>
				<div id="second-factor" className="divide-y divide-line">
					<PasswordPart hasPassword={hasPassword} />
					{page.sso !== null && <SsoPart {...page.sso} />}
					<AuthenticatorPart hasApp={hasApp} codesLeft={page.backupCodesLeft} />
					<PasskeysPart
						passkeys={passkeys.map((each) => ({ ...each, createdAt: each.createdAt?.getTime() ?? null }))}
						now={now}
					/>
				</div>
			</Card>
			<SessionsCard
				sessions={page.sessions.map((each) => ({
					...each,
					signedInAt: each.signedInAt.getTime(),
					lastSeenAt: each.lastSeenAt.getTime(),
				}))}
				now={now}
			/>
		</div>
	);
}

function PasswordPart({ hasPassword }: { readonly hasPassword: boolean }) {
	if (!hasPassword) {
		return (
			<SettingRow title="Password" state="none" word="None">
				You sign in by single sign-on or a passkey.
			</SettingRow>
		);
	}
	return (
		<SettingRow
			title="Password"
			state="ok"
			word="Set"
			actions={
				<LinkButton href="/change-password" size="small">
					Change password
				</LinkButton>
			}
		>
			Changing it ends every other session of yours.
		</SettingRow>
	);
}
