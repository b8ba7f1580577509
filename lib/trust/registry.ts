// Every change of trust by its action's name: what four-eyes keeps for a second administrator, and the verb that then
// runs. An action whose ability is a change of trust and that is not in here does not compile.
import { createKey } from "#lib/api-keys/create-key.ts";
import { revokeKey } from "#lib/api-keys/revoke-key.ts";
import { saveStream } from "#lib/audit/save-stream.ts";
import type { ACTIONS } from "#lib/auth/access.ts";
import { outgoingUrlLabel } from "#lib/domain/outgoing-url.ts";
import { ROLE_INFO, scopeWords } from "#lib/domain/people.ts";
import { checkHarnessAccount } from "#lib/harness-accounts/check-harness-account.ts";
import { saveHarnessAccount } from "#lib/harness-accounts/save-harness-account.ts";
import { deleteChannel } from "#lib/notifications/delete-channel.ts";
import { saveChannel } from "#lib/notifications/save-channel.ts";
import { changeAccess } from "#lib/people/change-access.ts";
import { invitationUrl } from "#lib/people/invitation-url.ts";
import { invite } from "#lib/people/invite.ts";
import { mailInvitation } from "#lib/people/mail-invitation.ts";
import { removePerson } from "#lib/people/remove-person.ts";
import { revokeInvitation } from "#lib/people/revoke-invitation.ts";
import { saveAccessSettings } from "#lib/people/save-access-settings.ts";
import { CreateKeySchema, KeyIdSchema } from "#lib/schemas/api-key-schemas.ts";
import { SaveAuditStreamSchema } from "#lib/schemas/audit-schemas.ts";
import { ChannelVersionSchema, SaveChannelSchema } from "#lib/schemas/notification-schemas.ts";
import {
	AccessSettingsSchema,
	ChangeAccessSchema,
	InvitationIdSchema,
	InviteSchema,
	PersonIdSchema,
} from "#lib/schemas/people-schemas.ts";
import {
	SaveHarnessAccountSchema,
	SaveTemplateSettingsSchema,
	SaveVerifierSettingsSchema,
} from "#lib/schemas/settings-schemas.ts";
import { SaveProviderSchema, SsoOnlySchema } from "#lib/schemas/sign-in-settings-schemas.ts";
import { saveTemplateSettings } from "#lib/settings/save-template-settings.ts";
import { saveVerifierSettings } from "#lib/settings/save-verifier-settings.ts";
import { saveProvider } from "#lib/sign-in-settings/save-provider.ts";
import { setSsoOnly } from "#lib/sign-in-settings/set-sso-only.ts";
import { type HeldAction, heldAction } from "./held-action.ts";

type Actions = typeof ACTIONS;
type TrustActionName = {
	[Name in keyof Actions]: Actions[Name] extends "trust.approve"
		? never
		: Actions[Name] extends `trust.${string}`
			? Name
			: never;
}[keyof Actions];

export const HELD_ACTIONS = {
	saveHarnessAccountAction: heldAction({
		ability: "trust.harness",
		schema: SaveHarnessAccountSchema,
		describe: ({ account: { accountId, baseUrl, apiKey } }) => [
			`Harness account ${accountId} at ${baseUrl}`,
			apiKey === "" ? "The stored API key stays." : "A new API key.",
		],
		run: async (ctx, { version, account }) => {
			const saved = await saveHarnessAccount(ctx, { version, ...account });
			if (saved.ok && saved.value.hasApiKey) await checkHarnessAccount(ctx, saved.value.ref);
			return saved;
		},
	}),
	saveTemplateSettingsAction: heldAction({
		ability: "trust.template",
		schema: SaveTemplateSettingsSchema,
		describe: ({ template: { templateSource, templateUrl, defaultRegion } }) => [
			templateSource === "ours"
				? "Links use Rolebridge's template."
				: "Links use Harness's published template.",
			...(templateUrl === "" ? [] : [`Template URL ${templateUrl}`]),
			`Default region ${defaultRegion}`,
		],
		run: (ctx, { version, template }) => saveTemplateSettings(ctx, { version, ...template }),
	}),
	saveVerifierSettingsAction: heldAction({
		ability: "trust.verifier",
		schema: SaveVerifierSettingsSchema,
		describe: ({ verifier: { verifierMode, canaryRoleArn, optInRegions } }) => [
			`Mode: ${verifierMode}`,
			`Canary role: ${canaryRoleArn === "" ? "none" : canaryRoleArn}`,
			`Opt-in regions: ${optInRegions.join(", ") || "none"}`,
		],
		run: (ctx, { version, verifier }) => saveVerifierSettings(ctx, { version, ...verifier }),
	}),
	saveChannelAction: heldAction({
		ability: "trust.notifications",
		schema: SaveChannelSchema,
		describe: ({ existing, channel: { name, kind, target, replaceSecret } }) => [
			`${existing === null ? "New notification channel" : "Notification channel"} “${name}” (${kind})`,
			target === "" ? "Its address stays." : `Its new address: ${shownAddress(kind, target)}`,
			...(replaceSecret ? ["A new signing key."] : []),
		],
		run: saveChannel,
		secretOf: ({ secret }) => (secret === null ? null : { label: "Signing key", value: secret }),
	}),
	saveAuditStreamAction: heldAction({
		ability: "trust.notifications",
		schema: SaveAuditStreamSchema,
		describe: ({ stream: { url, isEnabled, replaceSecret } }) => [
			`Webhook of the audit log: ${isEnabled ? "on" : "off"}`,
			url === "" ? "Its address stays." : "A new address.",
			...(replaceSecret ? ["A new signing key."] : []),
		],
		run: saveStream,
		secretOf: ({ secret }) => (secret === null ? null : { label: "Signing key", value: secret }),
	}),
	deleteChannelAction: heldAction({
		ability: "trust.notifications",
		schema: ChannelVersionSchema,
		describe: async ({ id }, ctx) => {
			const channel = await ctx.db.notificationChannels.find(id);
			return channel && [`Delete the notification channel “${channel.name}”.`];
		},
		run: deleteChannel,
	}),
	inviteAction: heldAction({
		ability: "trust.people",
		schema: InviteSchema,
		describe: ({ email, access: { role, scope } }) => [
			`Invite ${email} as ${ROLE_INFO[role].label.toLowerCase()}.`,
			`Limited to: ${scopeWords(scope)}`,
		],
		run: async (ctx, input) => {
			const made = await invite(ctx, input);
			if (made.ok && input.isMailed) await mailInvitation(ctx, input, made.value);
			return made.ok ? { ok: true, value: invitationUrl(ctx.config.publicUrl, made.value) } : made;
		},
		secretOf: (value) => ({ label: "Invitation link", value }),
	}),
	revokeInvitationAction: heldAction({
		ability: "trust.people",
		schema: InvitationIdSchema,
		describe: () => null,
		run: revokeInvitation,
	}),
	changeAccessAction: heldAction({
		ability: "trust.people",
		schema: ChangeAccessSchema,
		describe: async ({ personId, to: { role, scope } }, ctx) => {
			const person = await ctx.db.people.find(personId);
			if (person === null) return null;
			const now = `now ${ROLE_INFO[person.role].label.toLowerCase()}`;
			return [
				`Make ${person.name} (${person.email}, ${now}) ${ROLE_INFO[role].label.toLowerCase()}.`,
				`Limited to: ${scopeWords(scope)}`,
			];
		},
		run: changeAccess,
	}),
	removePersonAction: heldAction({
		ability: "trust.people",
		schema: PersonIdSchema,
		describe: async ({ personId }, ctx) => {
			const person = await ctx.db.people.find(personId);
			return person?.role === "administrator"
				? [`Remove the administrator ${person.name} (${person.email}).`]
				: null;
		},
		run: removePerson,
	}),
	createKeyAction: heldAction({
		ability: "trust.api-keys",
		schema: CreateKeySchema,
		describe: ({ name, access: { role, scope }, days }) => [
			`New API key “${name}” as ${ROLE_INFO[role].label.toLowerCase()}, for ${days} days.`,
			`Limited to: ${scopeWords(scope)}`,
		],
		run: createKey,
		secretOf: ({ secret }) => ({ label: "API key", value: secret }),
	}),
	revokeKeyAction: heldAction({
		ability: "trust.api-keys",
		schema: KeyIdSchema,
		describe: () => null,
		run: revokeKey,
	}),
	saveProviderAction: heldAction({
		ability: "trust.sign-in",
		schema: SaveProviderSchema,
		describe: ({ signIn: { issuer, clientId, clientSecret, isEnabled, defaultRole, mappings } }) => [
			`Single sign-on by ${issuer} as ${clientId}, ${isEnabled ? "offered on the sign-in page" : "not offered"}.`,
			clientSecret === "" ? "The stored client secret stays." : "A new client secret.",
			...mappings.map(({ group, role, tags }) => {
				const limit = tags === "" || role === "administrator" ? "" : `, limited to ${tags}`;
				return `Group ${group}: ${ROLE_INFO[role].label.toLowerCase()}${limit}`;
			}),
			`Everybody else: ${defaultRole === "none" ? "no access" : ROLE_INFO[defaultRole].label.toLowerCase()}`,
		],
		run: saveProvider,
	}),
	setSsoOnlyAction: heldAction({
		ability: "trust.sign-in",
		schema: SsoOnlySchema,
		describe: async ({ isSsoOnly, breakGlassPersonId }, ctx) => {
			if (!isSsoOnly) return ["Let passwords in again beside single sign-on."];
			const person = breakGlassPersonId === null ? null : await ctx.db.people.find(breakGlassPersonId);
			return [
				"Make single sign-on the only way in. Whoever came in by a password is signed out.",
				`Break-glass account: ${person === null ? "none" : `${person.name} (${person.email})`}`,
			];
		},
		run: setSsoOnly,
	}),
	saveAccessSettingsAction: heldAction({
		ability: "trust.sign-in",
		schema: AccessSettingsSchema,
		describe: ({ fourEyes, secondFactorRequired }) => [
			`Two administrators for each change of trust: ${fourEyes ? "yes" : "no"}`,
			`Second factor: ${secondFactorRequired === null ? "as the mode asks" : secondFactorRequired ? "always" : "not needed"}`,
		],
		run: saveAccessSettings,
	}),
} as const satisfies Readonly<Record<TrustActionName, HeldAction>>;

/** A webhook's path is its password: of it only the host is shown. */
function shownAddress(kind: "webhook" | "slack" | "email", target: string): string {
	return kind === "email" ? target : outgoingUrlLabel(new URL(target));
}

export function heldActionNamed(name: string): HeldAction | null {
	return Object.hasOwn(HELD_ACTIONS, name) ? HELD_ACTIONS[name as keyof typeof HELD_ACTIONS] : null;
}
