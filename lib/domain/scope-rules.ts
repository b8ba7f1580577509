// What follows from a scope for those who change things within it.
import { isUnlimited, isWithin, type Scope } from "./access.ts";
import type { ConnectorSelector } from "./connector-selector.ts";

type Tags = Readonly<Record<string, string>>;

/**
 * The tags that a new connector bears from the start, so that whoever made it still sees it.
 *
 * @example tagsForNew({ harnessAccountRefs: [], tags: [{ key: "team", value: "data" }] }) // { team: "data" }
 */
export function tagsForNew({ tags }: Scope): Tags {
	const [first] = tags;
	return first === undefined ? {} : { [first.key]: first.value };
}

/**
 * Why somebody with this scope may not give the connector these tags: without one of theirs it would be out of
 * their sight, and into somebody else's. Null: they may.
 */
export function whyOutside(
	scope: Scope,
	connector: { readonly harnessAccountRef: string; readonly tags: Tags },
): string | null {
	if (isWithin(scope, connector)) return null;
	const names = scope.tags.map(({ key, value }) => `${key}=${value}`).join(" or ");
	return names === "" ? "Your access does not reach this Harness account." : `Keep the tag ${names}.`;
}

/** Whether all that a selector may ever cover lies within the scope. */
export function isSelectorWithin(scope: Scope, selector: ConnectorSelector): boolean {
	if (isUnlimited(scope)) return true;
	if (scope.harnessAccountRefs.length > 0 || selector.kind !== "tag") return false;
	return scope.tags.some(({ key, value }) => key === selector.key && value === selector.value);
}

/** Whether a selector says something of connectors within the scope: it is about all, or about theirs alone. */
export function concernsScope(scope: Scope, selector: ConnectorSelector): boolean {
	return selector.kind === "all" || isSelectorWithin(scope, selector);
}

/**
 * Why somebody with this scope may not see or choose what lies in organizations and projects of Harness: whoever is
 * limited to tags has no say over those of others, and a Harness account's key reads them all. Null: they may.
 *
 * @example whyNotInside({ harnessAccountRefs: ["default"], tags: [] }) // null: all of that account is theirs
 */
export function whyNotInside({ tags }: Scope): string | null {
	if (tags.length === 0) return null;
	return "Your access is limited by tags. Somebody whose access is not can do this.";
}
