import type { OrganizationUnit } from "../rollout.ts";
import type { ListedAccount } from "./account-list.ts";

const PREFIX = "list:";

/**
 * The id under which a unit of a person's list is kept: its name, so that an exception can be for it. It is none of
 * AWS's ids, which begin with `r-` or `ou-`.
 *
 * @example unitIdOfName("Production") // "list:Production"
 */
export function unitIdOfName(name: string): string {
	return PREFIX + name;
}

/** Whether an id is one of ours for a name in a list, and none of AWS's. @example isListUnit("ou-ab12-34cd56ef") // false */
export function isListUnit(id: string): boolean {
	return id.trim().startsWith(PREFIX);
}

/** The units that a list names, each once, in the list's order; none is below another. */
export function listUnits(accounts: readonly Pick<ListedAccount, "unitName">[]): readonly OrganizationUnit[] {
	const names = new Set(accounts.map(({ unitName }) => unitName).filter((name) => name !== ""));
	return [...names].map((name) => ({ id: unitIdOfName(name), parentId: null, name, path: name }));
}
