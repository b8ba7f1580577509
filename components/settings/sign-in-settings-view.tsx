import { SsoError } from "#components/sign-in/sso-error.tsx";
import { Card } from "#components/ui/card.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { SignInSettings } from "#lib/db/sign-in-settings-port.ts";
import type { SignInSettingsPage } from "#lib/loaders/single-sign-on.ts";
import { tagLine } from "#lib/schemas/sign-in-settings-schemas.ts";
import { EditableBy } from "./editable-by.tsx";
import { SettingsNav } from "./settings-nav.tsx";
import { SignInOnlyCard } from "./sign-in-only-card.tsx";
import { SignInProviderForm } from "./sign-in-provider-form.tsx";
import { SignInTestCard } from "./sign-in-test-card.tsx";

export type SignInSettingsViewProps = {
	readonly page: SignInSettingsPage;
	/** From the address, where a test came back without being one. */
	readonly error: string | readonly string[] | undefined;
};

/** How people come in by their company's provider, and what it lets them do. */
export function SignInSettingsView({ page, error }: SignInSettingsViewProps) {
	const { settings, addresses, isAddressLocal, administrators, missing, now } = page;
	const isSetUp = settings.issuer !== "";
	return (
		<div className="flex w-full max-w-[52rem] flex-col gap-4">
			<SettingsNav current="signIn" />
			<PageHeader
				title="Sign-in"
				subtitle="Single sign-on by your company's OpenID Connect provider: Microsoft Entra ID, Okta, Google, Keycloak and others."
			/>
			<SsoError code={error} title="The test sign-in was not made" />
			<Card
				title="Register Rolebridge"
				subtitle="At the provider, make a web application for the authorization code flow with these addresses."
			>
				<div className="flex flex-col gap-4">
					{isAddressLocal && (
						<Notice tone="warn" title="These addresses are of this machine only">
							Set ROLEBRIDGE_URL to the address that people open; it then stands here.
						</Notice>
					)}
					<CopyField label="Redirect URI" value={addresses.redirect} />
					<CopyField
						label="Back-channel logout URI"
						value={addresses.backchannel}
						hint="The provider tells Rolebridge there when somebody's session is over. Without it, sessions last up to 12 hours."
					/>
					<CopyField
						label="Post-logout redirect URI"
						value={addresses.signedOut}
						hint="Where people come back to after signing out at the provider."
					/>
				</div>
			</Card>
			<Card title="Provider">
				<EditableBy ability="trust.sign-in">
					<SignInProviderForm
						key={settings.version}
						version={settings.version}
						hasClientSecret={settings.hasClientSecret}
						defaults={defaultsOf(settings)}
					/>
				</EditableBy>
			</Card>
			{isSetUp && <SignInTestCard test={settings.lastTest} now={now} />}
			{isSetUp && (
				<SignInOnlyCard
					key={`only ${settings.version}`}
					version={settings.version}
					isSsoOnly={settings.isSsoOnly}
					breakGlassPersonId={settings.breakGlassPersonId}
					administrators={administrators}
					missing={missing}
				/>
			)}
		</div>
	);
}

function defaultsOf(settings: SignInSettings) {
	const { issuer, clientId, scopes, groupsClaim, buttonLabel, defaultRole } = settings;
	return {
		...{ issuer, clientId, scopes, groupsClaim, buttonLabel },
		isEnabled: settings.isEnabled,
		isPublicClient: issuer !== "" && !settings.hasClientSecret,
		clientSecret: "",
		defaultRole: defaultRole ?? ("none" as const),
		mappings: settings.mappings.map(({ group, role, scope }) => ({ group, role, tags: tagLine(scope.tags) })),
	};
}
