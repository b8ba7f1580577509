/** How long a change of trust is shown to an administrator who does not dismiss it. */
export const NOTICE_DAYS = 7;
/** How long a change of trust waits for a second administrator. */
export const APPROVAL_DAYS = 7;

type Told = {
	readonly action: string;
	readonly details: Readonly<Record<string, unknown>>;
};

/**
 * What somebody did, to go after their name. An act that is not known here is named as the audit log names it.
 *
 * @example trustNoticeWords({ action: "person.removed", details: { name: "Kim Lee" } }) // "removed Kim Lee"
 */
export function trustNoticeWords({ action, details }: Told): string {
	const words = WORDS[action];
	return words === undefined ? `did this: ${action}` : words((key) => textOf(details[key]));
}

type Words = (detail: (key: string) => string) => string;

const WORDS: Readonly<Record<string, Words>> = {
	"settings.template.saved": () => "changed the template that launch links use",
	"settings.verifier.saved": () => "changed how roles trust Rolebridge",
	"settings.access.saved": () => "changed what a change of trust needs",
	"harness-account.saved": (detail) =>
		detail("keyChanged") === "true"
			? "changed the Harness account and its API key"
			: "changed the Harness account",
	"notification-channel.created": (detail) => `added the notification channel “${detail("name")}”`,
	"notification-channel.saved": (detail) => `changed the notification channel “${detail("name")}”`,
	"notification-channel.deleted": (detail) => `deleted the notification channel “${detail("name")}”`,
	"api-key.created": (detail) => `made the API key “${detail("name")}” (${detail("role")})`,
	"api-key.revoked": (detail) => `revoked the API key “${detail("name")}”`,
	"audit.stream.saved": () => "changed where the audit log is sent",
	"invitation.created": (detail) => `invited ${detail("email")} as ${detail("role")}`,
	"invitation.revoked": (detail) => `took back the invitation of ${detail("email")}`,
	"invitation.accepted": (detail) => `accepted an invitation as ${detail("role")}`,
	"person.access-changed": (detail) => `made ${detail("name")} ${detail("role")}`,
	"person.removed": (detail) => `removed ${detail("name")}`,
	"person.reset-link-made": (detail) => `made a link by which ${detail("name")} can choose a new password`,
	"sign-in.provider-saved": () => "changed the single sign-on provider or who gets which role by it",
	"sign-in.passwords-off": (detail) =>
		`made single sign-on the only way in; ${detail("breakGlass")} is the break-glass account`,
	"sign-in.passwords-on": () => "let passwords in again beside single sign-on",
	"sign-in.break-glass": () => "came in by the break-glass account, past single sign-on",
	"person.made-by-provider": (detail) => `came in for the first time by single sign-on, as ${detail("role")}`,
	"trust-change.requested": (detail) => `asks for a second administrator: ${detail("what")}`,
	"trust-change.refused": (detail) => `refused a request: ${detail("what")}`,
};

function textOf(value: unknown): string {
	return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

/**
 * Whether a change of trust asks for a second factor. Where nothing was decided: always in live mode, and in the
 * sandbox of whoever has one.
 *
 * @example secondFactorRequired({ setting: null, mode: "live", hasSecondFactor: false }) // true
 */
export function secondFactorRequired({ setting, mode, hasSecondFactor }: SecondFactorFacts): boolean {
	return setting ?? (mode === "live" || hasSecondFactor);
}

type SecondFactorFacts = {
	readonly setting: boolean | null;
	readonly mode: "sandbox" | "live";
	readonly hasSecondFactor: boolean;
};
