import type { NotifyTarget } from "#lib/notify/port.ts";

type ChannelKind = NotifyTarget["kind"];

export const KIND_WORDS = {
	webhook: "Webhook",
	slack: "Slack-compatible webhook",
	email: "E-mail",
} as const satisfies Record<ChannelKind, string>;
