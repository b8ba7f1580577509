import { type AccountId, parseAccountId } from "../account-id.ts";
import { ROLLOUT_ACCOUNT_LIMIT } from "../rollout.ts";

/** An account as a person's list names it. */
export type ListedAccount = {
	readonly accountId: AccountId;
	/** Empty: the list names none. */
	readonly name: string;
	/** Empty: the list names none. */
	readonly unitName: string;
	readonly tags: Readonly<Record<string, string>>;
	/** The first line that names it, from 1. */
	readonly line: number;
};

export type ListProblem = {
	/** From 1; null: it is about the whole list. */
	readonly line: number | null;
	/** What is wrong and what to do. */
	readonly message: string;
};

export type AccountList = {
	/** In the list's order, each account once. */
	readonly accounts: readonly ListedAccount[];
	/** The first ones; `problemCount` says how many there are. Lines with one are left out of `accounts`. */
	readonly problems: readonly ListProblem[];
	readonly problemCount: number;
	/** Accounts that the list names again; the first line counts. */
	readonly repeated: readonly AccountId[];
};

/** A list of 10,000 accounts with names, units and tags is well below it. */
export const ACCOUNT_LIST_MAX_LENGTH = 4_000_000;
const PROBLEMS_SHOWN = 50;
const NAME_MAX_LENGTH = 256;
/** AWS's own limit of tags on an account. */
const TAGS_MAX = 50;

/**
 * Reads a list of AWS accounts as a person pastes it or a spreadsheet saves it: account IDs alone, in lines or in
 * one line, or columns separated by commas, semicolons or tabs, with quotes as CSV has them. A first line of column
 * names is recognised (also that of AWS Organizations' own export); without one the columns are account ID, name,
 * unit, tags. IDs may have spaces and dashes. Tags are `key=value`, separated by `;`, `|` or `,` within their column.
 *
 * @example parseAccountList("account id,name\n1234-5678-9012,Payer").accounts[0]?.accountId // "123456789012"
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export function parseAccountList(text: string): AccountList {
	if (text.length > ACCOUNT_LIST_MAX_LENGTH) {
		return refused("This list is too long to read. Paste at most 10,000 accounts at a time.");
	}
	const source = text.replace(/^\uFEFF/, "");
	const rows = rowsOf(source, delimiterOf(source)).filter(({ fields }) =>
		fields.some((field) => field !== ""),
	);
	const header = rows[0] === undefined ? null : headerOf(rows[0].fields);
	const columns = header ?? COLUMNS;
	const found = rows
		.slice(header === null ? 0 : 1)
		.flatMap((row) => (header === null ? accountsOf(row) : [accountOf(row, columns)]));
	const list = collect(found);
	if (list.accounts.length <= ROLLOUT_ACCOUNT_LIMIT) return list;
	const count = list.accounts.length.toLocaleString("en-GB");
	return refused(
		`This list names ${count} accounts. A rollout takes at most 10,000: make another for the rest.`,
	);
}

type Row = { readonly line: number; readonly fields: readonly string[] };
/** Where each column stands; -1: nowhere. */
type Columns = {
	readonly id: number;
	readonly name: number;
	readonly unit: number;
	readonly tags: number;
};
type Read = { readonly account: ListedAccount } | { readonly problem: ListProblem };

const COLUMNS: Columns = { id: 0, name: 1, unit: 2, tags: 3 };

/** The first line tells: a tab is never typed by hand; else whichever comes first, for the account ID does. */
function delimiterOf(text: string): "\t" | ";" | "," {
	const first = /[^\r\n]+/.exec(text)?.[0].replace(/"[^"]*"/g, "") ?? "";
	if (first.includes("\t")) return "\t";
	return /[;,]/.exec(first)?.[0] === ";" ? ";" : ",";
}

/** RFC 4180, and the line on which each row begins. A quote inside a field that has none before it is a character. */
function rowsOf(text: string, delimiter: string): readonly Row[] {
	const rows: Row[] = [];
	let fields: string[] = [];
	let field = "";
	let isQuoted = false;
	let line = 1;
	let begunAt = 1;
	const endField = () => {
		fields.push(field.trim());
		field = "";
	};
	const endRow = () => {
		endField();
		rows.push({ line: begunAt, fields });
		fields = [];
		begunAt = line;
	};
	for (let index = 0; index < text.length; index++) {
		const character = text.charAt(index);
		if (character === "\n") line++;
		if (isQuoted) {
			if (character !== '"') field += character;
			else if (text.charAt(index + 1) === '"') {
				field += '"';
				index++;
			} else isQuoted = false;
		} else if (character === '"' && field.trim() === "") {
			field = "";
			isQuoted = true;
		} else if (character === delimiter) endField();
		else if (character === "\n") endRow();
		else if (character !== "\r") field += character;
	}
	endRow();
	return rows;
}

const HEADINGS = {
	id: /^(aws)?accounts?(id|number|no)?s?$|^id$/,
	name: /^(aws)?(account)?(name|alias)$/,
	unit: /^(ou|unit|organizational|organisational)(unit)?(name|path)?$/,
	tags: /^tags?$/,
} as const;

/** Null: the first line names no column of account IDs, so it is an account's. */
function headerOf(fields: readonly string[]): Columns | null {
	const plain = fields.map((field) => field.toLowerCase().replace(/[^a-z]/g, ""));
	if (fields.some((field) => parseAccountId(field).ok)) return null;
	const at = (heading: RegExp) => plain.findIndex((text) => heading.test(text));
	const id = at(HEADINGS.id);
	return id < 0 ? null : { id, name: at(HEADINGS.name), unit: at(HEADINGS.unit), tags: at(HEADINGS.tags) };
}

/** Without column names, a line of nothing but account IDs names each of them. */
function accountsOf(row: Row): readonly Read[] {
	const isListOfIds =
		row.fields.length > 1 && row.fields.every((text) => text === "" || parseAccountId(text).ok);
	if (!isListOfIds) return [accountOf(row, COLUMNS)];
	const ids = row.fields.filter((text) => text !== "");
	return ids.map((text) => accountOf({ line: row.line, fields: [text] }, COLUMNS));
}

/** An ID, then a name after a space: what one copies from a page. */
const ID_AND_NAME = /^([0-9]{12}|[0-9]{4}[ -][0-9]{4}[ -][0-9]{4})\s+(\S.*)$/s;

function accountOf({ line, fields }: Row, columns: Columns): Read {
	const given = fields[columns.id] ?? "";
	const [, spacedId, spacedName] = parseAccountId(given).ok ? [] : (ID_AND_NAME.exec(given) ?? []);
	const parsed = parseAccountId(spacedId ?? given);
	if (!parsed.ok) return { problem: { line, message: idMessage(given, parsed.failure.message) } };
	const name = (fields[columns.name] ?? "") || (spacedName ?? "");
	const unitName = fields[columns.unit] ?? "";
	if (name.length > NAME_MAX_LENGTH || unitName.length > NAME_MAX_LENGTH) {
		return { problem: { line, message: `A name has at most ${NAME_MAX_LENGTH} characters. Shorten it.` } };
	}
	const tags = tagsOf(fields[columns.tags] ?? "");
	if (typeof tags === "string") return { problem: { line, message: tags } };
	return { account: { accountId: parsed.value, name, unitName, tags, line } };
}

function idMessage(given: string, message: string): string {
	const text = given.trim();
	if (/^[0-9][.,][0-9]+E\+?[0-9]+$/i.test(text)) {
		return `A spreadsheet has turned this account ID into ${text}. Format the column as text, enter the IDs again, and save the list anew.`;
	}
	if (/^[0-9]{9,11}$/.test(text)) {
		return `${message} A spreadsheet drops zeros at the beginning: format the column as text.`;
	}
	return message;
}

/** The tags, or what is wrong with them. */
function tagsOf(text: string): Readonly<Record<string, string>> | string {
	const pairs = text
		.split(/[;|,\n]/)
		.map((pair) => pair.trim())
		.filter((pair) => pair !== "");
	if (pairs.length > TAGS_MAX)
		return `An account has at most ${TAGS_MAX} tags. This line has ${pairs.length}.`;
	const tags = new Map<string, string>();
	for (const pair of pairs) {
		const at = pair.indexOf("=");
		if (at <= 0) return `“${pair.slice(0, 60)}” is no tag. Write key=value, and ; between two of them.`;
		tags.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim());
	}
	return Object.fromEntries(tags);
}

function collect(found: readonly Read[]): AccountList {
	const accounts = new Map<AccountId, ListedAccount>();
	const repeated = new Set<AccountId>();
	const problems: ListProblem[] = [];
	for (const read of found) {
		if ("problem" in read) problems.push(read.problem);
		else if (accounts.has(read.account.accountId)) repeated.add(read.account.accountId);
		else accounts.set(read.account.accountId, read.account);
	}
	return {
		accounts: [...accounts.values()],
		problems: problems.slice(0, PROBLEMS_SHOWN),
		problemCount: problems.length,
		repeated: [...repeated],
	};
}

function refused(message: string): AccountList {
	return { accounts: [], problems: [{ line: null, message }], problemCount: 1, repeated: [] };
}
