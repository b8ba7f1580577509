import { FEATURE_INFO } from "./feature-info.ts";
import type { Feature } from "./features.ts";

/** Which connectors a notification channel or a maintenance window is about. */
export type ConnectorSelector =
	| { readonly kind: "all" }
	/** An empty value means any. */
	| { readonly kind: "tag"; readonly key: string; readonly value: string }
	| { readonly kind: "feature"; readonly feature: Feature }
	| { readonly kind: "owner"; readonly owner: string };

export type SelectableConnector = {
	readonly tags: Readonly<Record<string, string>>;
	readonly features: readonly Feature[];
	/** The value of the owner tag; null: nobody is named. */
	readonly owner: string | null;
};

/**
 * Whether a selector covers a connector. Owners and tag values are compared as AWS compares tags:
 * exactly, with case.
 *
 * @example isSelected({ kind: "owner", owner: "payments" }, { tags: {}, features: [], owner: null }) // false
 */
export function isSelected(selector: ConnectorSelector, connector: SelectableConnector): boolean {
	switch (selector.kind) {
		case "all":
			return true;
		case "tag":
			if (!Object.hasOwn(connector.tags, selector.key)) return false;
			return selector.value === "" || connector.tags[selector.key] === selector.value;
		case "feature":
			return connector.features.includes(selector.feature);
		case "owner":
			return connector.owner === selector.owner;
		default:
			return selector satisfies never;
	}
}

/**
 * Which connectors a selector covers, in a few words.
 *
 * @example selectorWords({ kind: "tag", key: "team", value: "" }) // "Tag team"
 */
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
