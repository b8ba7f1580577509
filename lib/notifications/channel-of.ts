import type { ConnectorSelector } from "#lib/domain/connector-selector.ts";
import { outgoingUrlLabel } from "#lib/domain/outgoing-url.ts";
import type { NotifyTarget } from "#lib/notify/port.ts";
import type { ChannelInput } from "#lib/schemas/notification-schemas.ts";

type Choice = Pick<ChannelInput, "select" | "tagKey" | "tagValue" | "feature" | "owner">;

/** Who is told, from the form's fields; those that the choice does not ask for are dropped. */
export function selectorOf({ select, tagKey, tagValue, feature, owner }: Choice): ConnectorSelector {
	switch (select) {
		case "all":
			return { kind: "all" };
		case "tag":
			return { kind: "tag", key: tagKey, value: tagValue };
		case "feature":
			return { kind: "feature", feature };
		case "owner":
			return { kind: "owner", owner };
		default:
			return select satisfies never;
	}
}

/** What may be shown of a target afterwards. */
export function targetLabel(target: NotifyTarget): string {
	return target.kind === "email" ? target.to : outgoingUrlLabel(new URL(target.url));
}
