import { failed, ok, type Result } from "./result.ts";

export type NameFieldProblem = {
	readonly kind: "empty" | "too-long" | "wrong-characters" | "wrong-start" | "reserved";
	readonly message: string;
};

export const CONNECTOR_NAME_MAX_LENGTH = 128;
/** What Harness's server and its pages both take; the server alone would take `/` too. */
const NAME = /^[A-Za-z0-9_.-][A-Za-z0-9 _.-]*$/;

/**
 * A connector's name as Harness takes it: at most 128 of letters, digits, space, `.`, `_` and `-`.
 * Spaces around it fall away.
 */
export function parseConnectorName(text: string): Result<string, NameFieldProblem> {
	const name = text.trim();
	if (name === "") return failed({ kind: "empty", message: "Enter a name for the connector." });
	if (name.length > CONNECTOR_NAME_MAX_LENGTH) {
		return failed({
			kind: "too-long",
			message: `A name has at most 128 characters. This has ${name.length}.`,
		});
	}
	if (!NAME.test(name)) {
		return failed({
			kind: "wrong-characters",
			message: "A name has only letters without accents, digits, spaces and the characters . _ and -.",
		});
	}
	return ok(name);
}

/** As Harness's server has it. */
export const IDENTIFIER = /^[a-zA-Z_][0-9a-zA-Z_$]{0,127}$/;

/** Words of Harness's expression language; exactly so written, they cannot be identifiers. */
export const RESERVED_IDENTIFIERS: readonly string[] =
	"or and eq ne lt gt le ge div mod not null true false new var return step parallel stepGroup org account class shellScriptProvisioner status liteEngineTask".split(
		" ",
	);

/**
 * A connector's identifier: a letter or `_`, then at most 127 letters, digits, `_` and `$`, and no
 * reserved word. It can never be changed in Harness, so nothing is trimmed or repaired.
 */
export function parseConnectorIdentifier(text: string): Result<string, NameFieldProblem> {
	if (text === "") return failed({ kind: "empty", message: "Enter an identifier." });
	if (text.length > CONNECTOR_NAME_MAX_LENGTH) {
		return failed({
			kind: "too-long",
			message: `An identifier has at most 128 characters. This has ${text.length}.`,
		});
	}
	if (/^[0-9$]/.test(text)) {
		return failed({ kind: "wrong-start", message: "An identifier begins with a letter or _." });
	}
	if (!IDENTIFIER.test(text)) {
		return failed({
			kind: "wrong-characters",
			message: "An identifier has only letters without accents, digits, _ and $.",
		});
	}
	if (RESERVED_IDENTIFIERS.includes(text)) {
		return failed({ kind: "reserved", message: `Harness uses ${text} itself. Choose another identifier.` });
	}
	return ok(text);
}

/**
 * An identifier made from a name: accents fall away, every other character that cannot stand in it
 * becomes `_`, a leading digit gets `_` before it, and a reserved word `_` behind it. Empty for an
 * empty name; otherwise `parseConnectorIdentifier` takes it.
 *
 * @example identifierFromName("Payer – Zürich 2") // "Payer_Zurich_2"
 */
export function identifierFromName(name: string): string {
	const plain = name
		.normalize("NFKD")
		.replace(/\p{M}/gu, "")
		.trim()
		.replace(/[^0-9A-Za-z_$]+/g, "_");
	if (plain === "") return "";
	const started = /^[0-9$]/.test(plain) ? `_${plain}` : plain;
	const identifier = started.slice(0, CONNECTOR_NAME_MAX_LENGTH);
	return RESERVED_IDENTIFIERS.includes(identifier) ? `${identifier}_` : identifier;
}
