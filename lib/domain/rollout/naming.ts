import { CONNECTOR_NAME_MAX_LENGTH, RESERVED_IDENTIFIERS } from "../connector-name.ts";
import { failed, ok, type Result } from "../result.ts";
import type { Naming } from "../rollout.ts";

const PLACEHOLDERS = ["accountId", "accountName", "ou"] as const;
type Placeholder = (typeof PLACEHOLDERS)[number];

/** What a pattern's placeholders stand for. */
export type NamedAccount = {
	readonly accountId: string;
	/** As AWS Organizations has it, or the list; may be empty. */
	readonly name: string;
	/** Of its unit; null: it is in none, or none is known. */
	readonly unitName: string | null;
};

export type PatternProblem = {
	readonly kind: "empty" | "unknown-placeholder" | "same-for-all" | "wrong-characters";
	readonly message: string;
};

/**
 * Reads a pattern for connectors' names: Harness's characters and `{accountId}`, `{accountName}` or `{ou}`. It needs
 * an account's id or name, or all would be called the same.
 *
 * @example parseNamePattern("AWSConnector-{accountId}")
 */
export function parseNamePattern(text: string): Result<string, PatternProblem> {
	return parsePattern(
		text,
		/^[A-Za-z0-9 _.-]*$/,
		"Beside its placeholders, a name's pattern has only letters without accents, digits, spaces and the characters . _ and -.",
	);
}

/** The same for connectors' identifiers, which Harness never changes again. */
export function parseIdentifierPattern(text: string): Result<string, PatternProblem> {
	return parsePattern(
		text,
		/^[0-9A-Za-z_$]*$/,
		"Beside its placeholders, an identifier's pattern has only letters without accents, digits, _ and $.",
	);
}

const PLACEHOLDER = /\{([^{}]*)\}/g;

function parsePattern(text: string, characters: RegExp, message: string): Result<string, PatternProblem> {
	const pattern = text.trim();
	if (pattern === "") return failed({ kind: "empty", message: "Enter a pattern." });
	const names = Array.from(pattern.matchAll(PLACEHOLDER), ([, name = ""]) => name);
	const unknown = names.find((name) => !isPlaceholder(name));
	if (unknown !== undefined) {
		return failed({
			kind: "unknown-placeholder",
			message: `There is no {${unknown}}. Use {accountId}, {accountName} or {ou}.`,
		});
	}
	if (pattern.length > CONNECTOR_NAME_MAX_LENGTH || !characters.test(pattern.replace(PLACEHOLDER, "")))
		return failed({ kind: "wrong-characters", message });
	if (!names.includes("accountId") && !names.includes("accountName")) {
		return failed({
			kind: "same-for-all",
			message: "Without {accountId} or {accountName}, accounts would be called the same.",
		});
	}
	return ok(pattern);
}

function isPlaceholder(text: string): text is Placeholder {
	return (PLACEHOLDERS as readonly string[]).includes(text);
}

export type ConnectorNames = { readonly name: string; readonly identifier: string };

/**
 * An account's connector, by pattern, as Harness takes it: names of accounts and units are trimmed, `-` and spaces in
 * them become `_` (as Harness's Terraform document does it), accents and everything else that Harness refuses falls
 * to `_`; at most 128 characters, names of accounts and units being cut before the rest; never empty, never a
 * reserved word. The same account gives the same names each time.
 *
 * @example connectorNames(DEFAULT_NAMING, { accountId: "123456789012", name: "Payer", unitName: null })
 * // { name: "AWSConnector-123456789012", identifier: "AWSConnector_123456789012" }
 */
export function connectorNames(naming: Naming, account: NamedAccount): ConnectorNames {
	return {
		name: nameOf(naming.connectorName, account),
		identifier: identifierOf(naming.identifier, account),
	};
}

function nameOf(pattern: string, account: NamedAccount): string {
	const filled = fill(pattern, account)
		.replace(/[^A-Za-z0-9 _.-]/g, "_")
		.trim();
	return filled === "" ? account.accountId : filled;
}

function identifierOf(pattern: string, account: NamedAccount): string {
	const filled = fill(pattern, account).replace(/[^0-9A-Za-z_$]/g, "_");
	const started = /^[A-Za-z_]/.test(filled) ? filled : `_${filled || account.accountId}`;
	const identifier = started.slice(0, CONNECTOR_NAME_MAX_LENGTH);
	return RESERVED_IDENTIFIERS.includes(identifier) ? `${identifier}_` : identifier;
}

/** The account's ID is never cut: it alone tells accounts of one name apart. */
function fill(pattern: string, account: NamedAccount): string {
	const values: Readonly<Record<Placeholder, string>> = {
		accountId: account.accountId,
		accountName: cleaned(account.name),
		ou: cleaned(account.unitName ?? ""),
	};
	const filledWith = (limit: number) =>
		pattern.replace(PLACEHOLDER, (whole, name: string) => {
			if (!isPlaceholder(name)) return whole;
			return name === "accountId" ? values.accountId : values[name].slice(0, limit);
		});
	const fixed = filledWith(0).length;
	const cuttable = Array.from(pattern.matchAll(PLACEHOLDER)).filter(
		([, name]) => name !== "accountId",
	).length;
	// One less than Harness takes: an identifier may need `_` before or behind it.
	const room = CONNECTOR_NAME_MAX_LENGTH - 1 - fixed;
	const text = filledWith(CONNECTOR_NAME_MAX_LENGTH);
	if (text.length < CONNECTOR_NAME_MAX_LENGTH) return text;
	return filledWith(Math.max(0, Math.floor(room / Math.max(cuttable, 1)))).slice(
		0,
		CONNECTOR_NAME_MAX_LENGTH - 1,
	);
}

/** As `replace(replace(trimspace(name), "-", "_"), " ", "_")` of Harness's document, and accents fall away. */
function cleaned(text: string): string {
	return text
		.normalize("NFKD")
		.replace(/\p{M}/gu, "")
		.trim()
		.replace(/[- ]/g, "_")
		.replace(/[^0-9A-Za-z_.]/gu, "_");
}

/** A connector that is there already, here or in Harness. */
export type TakenIdentifier = {
	readonly identifier: string;
	/** Null: it is no AWS account's. */
	readonly accountId: string | null;
	readonly where: "here" | "harness";
};

export type NameCollision = {
	readonly identifier: string;
	/** Accounts of the rollout that would have it; at most ten are named. */
	readonly accountIds: readonly string[];
	readonly count: number;
	/** `each-other`: two or more of the rollout's own. Else who has it already, and for which account. */
	readonly with: "each-other" | TakenIdentifier["where"];
	readonly takenFor: string | null;
};

/**
 * Identifiers that two connectors would share: among the rollout's own, and with what is there already for another
 * account (what is there for the same account is adopted, and no collision). Harness tells identifiers apart by case,
 * and names need not differ.
 *
 * @example collisionsOf([{ accountId: "1…", identifier: "a" }, { accountId: "2…", identifier: "a" }], [])[0]?.with // "each-other"
 */
export function collisionsOf(
	planned: readonly { readonly accountId: string; readonly identifier: string }[],
	taken: readonly TakenIdentifier[],
): readonly NameCollision[] {
	const byIdentifier = Map.groupBy(planned, ({ identifier }) => identifier);
	const collisions: NameCollision[] = [];
	for (const [identifier, accounts] of byIdentifier) {
		if (accounts.length > 1) collisions.push(collision(identifier, accounts, "each-other", null));
	}
	for (const { identifier, accountId, where } of taken) {
		const others = (byIdentifier.get(identifier) ?? []).filter((account) => account.accountId !== accountId);
		if (others.length > 0) collisions.push(collision(identifier, others, where, accountId));
	}
	return collisions;
}

const NAMED_AT_MOST = 10;

function collision(
	identifier: string,
	accounts: readonly { readonly accountId: string }[],
	with_: NameCollision["with"],
	takenFor: string | null,
): NameCollision {
	const accountIds = accounts.slice(0, NAMED_AT_MOST).map(({ accountId }) => accountId);
	return { identifier, accountIds, count: accounts.length, with: with_, takenFor };
}

/**
 * The first names that a naming gives, to look at before anything is made.
 *
 * @example namePreview(DEFAULT_NAMING, accounts, 5).length // 5
 */
export function namePreview(
	naming: Naming,
	accounts: readonly NamedAccount[],
	count: number,
): readonly (ConnectorNames & { readonly accountId: string })[] {
	return accounts
		.slice(0, count)
		.map((account) => ({ accountId: account.accountId, ...connectorNames(naming, account) }));
}
