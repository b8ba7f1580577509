import type { ListedAccount } from "./account-list.ts";

/**
 * A list of accounts as the text that gives the same list when it is read: account IDs alone where nothing else is
 * known of them, else CSV with a line of column names.
 *
 * @example accountListText([{ accountId, name: "Payer", unitName: "", tags: {} }]) // "account id,name,unit,tags\n123456789012,Payer,,\n"
 */
export function accountListText(accounts: readonly Omit<ListedAccount, "line">[]): string {
	const isPlain = accounts.every(
		({ name, unitName, tags }) => name === "" && unitName === "" && Object.keys(tags).length === 0,
	);
	if (isPlain) return accounts.map(({ accountId }) => `${accountId}\n`).join("");
	const rows = accounts.map(({ accountId, name, unitName, tags }) =>
		[accountId, name, unitName, tagText(tags)].map(quoted).join(","),
	);
	return ["account id,name,unit,tags", ...rows].map((row) => `${row}\n`).join("");
}

function tagText(tags: ListedAccount["tags"]): string {
	return Object.entries(tags)
		.map(([key, value]) => `${key}=${value}`)
		.join(";");
}

function quoted(field: string): string {
	return /[",;\t\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
