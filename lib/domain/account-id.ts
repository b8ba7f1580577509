import { failed, ok, type Result } from "./result.ts";

declare const accountIdBrand: unique symbol;

/** A 12-digit AWS account number as text; leading zeros count. Comes only out of `parseAccountId`. */
export type AccountId = string & { readonly [accountIdBrand]: true };

export type AccountIdProblem = {
	readonly kind: "empty" | "wrong-characters" | "wrong-length";
	/** How many digits were found, so that a message can say "11 of 12". */
	readonly digitsFound: number;
	/** One plain sentence for the field. */
	readonly message: string;
};

/** What mail programs, spreadsheets and the AWS console put between or around the digits. */
const DECORATION = /[\s\p{Pd}\p{Cf}\u2212"'`\u2018\u2019\u201c\u201d]/gu;
const TWELVE_DIGITS = /^[0-9]{12}$/;

/**
 * Reads an AWS account ID as a person pastes it: spaces, dashes and quotes fall away,
 * exactly 12 ASCII digits must remain. Never goes through a number, so leading zeros stay.
 *
 * @example parseAccountId("0123-4567-8901") // ok: "012345678901"
 * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html
 */
export function parseAccountId(text: string): Result<AccountId, AccountIdProblem> {
	const cleaned = text.replace(DECORATION, "");
	if (TWELVE_DIGITS.test(cleaned)) return ok(brandAccountId(cleaned));
	const digitsFound = cleaned.replace(/[^0-9]/g, "").length;
	if (cleaned === "") {
		return failed({ kind: "empty", digitsFound, message: "Enter the 12 digits of the AWS account ID." });
	}
	if (digitsFound !== cleaned.length) {
		return failed({
			kind: "wrong-characters",
			digitsFound,
			message: `An AWS account ID has 12 digits and nothing else. This has ${digits(digitsFound)} among other characters.`,
		});
	}
	return failed({
		kind: "wrong-length",
		digitsFound,
		message: `An AWS account ID has 12 digits. This has ${digits(digitsFound)}.`,
	});
}

/**
 * The account ID in groups of four, as the AWS console shows it. For display only.
 *
 * @example formatAccountId(id) // "0123-4567-8901"
 */
export function formatAccountId(id: AccountId): string {
	return `${id.slice(0, 4)}-${id.slice(4, 8)}-${id.slice(8)}`;
}

function digits(count: number): string {
	if (count === 0) return "no digits";
	return count === 1 ? "1 digit" : `${count} digits`;
}

/** Sound: called only after the text matched twelve digits. */
function brandAccountId(twelveDigits: string): AccountId {
	return twelveDigits as AccountId;
}
