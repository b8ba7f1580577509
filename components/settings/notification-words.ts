import type { ConnectorSelector } from "#lib/domain/connector-selector.ts";
import { FEATURE_INFO } from "#lib/domain/features.ts";
import type { NotifyTarget } from "#lib/notify/port.ts";

type ChannelKind = NotifyTarget["kind"];

export const KIND_WORDS = {
	webhook: "Webhook",
	slack: "Slack-compatible webhook",
	email: "E-mail",
} as const satisfies Record<ChannelKind, string>;

/** Which connectors a channel is about, in a few words. */
export function selectorWords(selector: ConnectorSelector): string {
	switch (selector.kind) {
		case "all":
			return "All connectors";
		case "tag":
			return selector.value === "" ? `Tag ${selector.key}` : `Tag ${selector.key} = ${selector.value}`;
		case "feature":
			return `Feature ${FEATURE_INFO[selector.feature].title}`;
		case "owner":
			return `Owner ${selector.owner}`;
		default:
			return selector satisfies never;
	}
}
