// Every change of trust by its action's name: what four-eyes keeps for a second administrator, and the verb that then
// runs. An action whose ability is a change of trust and that is not in here does not compile.
import { createKey } from "#lib/api-keys/create-key.ts";
import { revokeKey } from "#lib/api-keys/revoke-key.ts";
import { saveStream } from "#lib/audit/save-stream.ts";
import type { ACTIONS } from "#lib/auth/access.ts";
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
import { sendResetLink } from "#lib/people/send-reset-link.ts";
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
import {
	describeAccessChange,
	describeInvitation,
	describeKey,
	describeRemoval,
	describeResetLink,
} from "./describe-people.ts";
import {
	describeAccessSettings,
	describeHarnessAccount,
	describeTemplate,
	describeVerifier,
} from "./describe-settings.ts";
import { describeProvider, describeSsoOnly } from "./describe-sign-in.ts";
import { describeChannel, describeChannelDeletion, describeStream } from "./describe-telling.ts";
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
		describe: describeHarnessAccount,
		run: async (ctx, { version, account }) => {
			const saved = await saveHarnessAccount(ctx, { version, ...account });
			if (saved.ok && saved.value.hasApiKey) await checkHarnessAccount(ctx, saved.value.ref);
			return saved;
		},
	}),
	saveTemplateSettingsAction: heldAction({
		ability: "trust.template",
		schema: SaveTemplateSettingsSchema,
		describe: describeTemplate,
		run: (ctx, { version, template }) => saveTemplateSettings(ctx, { version, ...template }),
	}),
	saveVerifierSettingsAction: heldAction({
		ability: "trust.verifier",
		schema: SaveVerifierSettingsSchema,
		describe: describeVerifier,
		run: (ctx, { version, verifier }) => saveVerifierSettings(ctx, { version, ...verifier }),
	}),
	saveChannelAction: heldAction({
		ability: "trust.notifications",
		schema: SaveChannelSchema,
		describe: describeChannel,
		run: saveChannel,
		secretOf: ({ secret }) => (secret === null ? null : { label: "Signing key", value: secret }),
	}),
	saveAuditStreamAction: heldAction({
		ability: "trust.notifications",
		schema: SaveAuditStreamSchema,
		describe: describeStream,
		run: saveStream,
		secretOf: ({ secret }) => (secret === null ? null : { label: "Signing key", value: secret }),
	}),
	deleteChannelAction: heldAction({
		ability: "trust.notifications",
		schema: ChannelVersionSchema,
		describe: describeChannelDeletion,
		run: deleteChannel,
	}),
	inviteAction: heldAction({
		ability: "trust.people",
		schema: InviteSchema,
		describe: describeInvitation,
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
		describe: describeAccessChange,
		run: changeAccess,
	}),
	removePersonAction: heldAction({
		ability: "trust.people",
		schema: PersonIdSchema,
		describe: describeRemoval,
		run: removePerson,
	}),
	sendResetLinkAction: heldAction({
		ability: "trust.people",
		schema: PersonIdSchema,
		describe: describeResetLink,
		run: sendResetLink,
		secretOf: ({ url }) => (url === null ? null : { label: "Link to choose a new password", value: url }),
	}),
	createKeyAction: heldAction({
		ability: "trust.api-keys",
		schema: CreateKeySchema,
		describe: describeKey,
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
		describe: describeProvider,
		run: saveProvider,
	}),
	setSsoOnlyAction: heldAction({
		ability: "trust.sign-in",
		schema: SsoOnlySchema,
		describe: describeSsoOnly,
		run: setSsoOnly,
	}),
	saveAccessSettingsAction: heldAction({
		ability: "trust.sign-in",
		schema: AccessSettingsSchema,
		describe: describeAccessSettings,
		run: saveAccessSettings,
	}),
} as const satisfies Readonly<Record<TrustActionName, HeldAction>>;

export function heldActionNamed(name: string): HeldAction | null {
	return Object.hasOwn(HELD_ACTIONS, name) ? HELD_ACTIONS[name as keyof typeof HELD_ACTIONS] : null;
}
