import { createHash } from "node:crypto";
import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from "./password-length.ts";

/** Whose password it would be: what others know of a person is the first that is tried. */
export type PasswordOwner = { readonly email: string; readonly name: string };

/** The answer of the range service for the first five digits of a SHA-1; null: it could not be asked. */
export type AskBreaches = (prefix: string) => Promise<string | null>;

export type PasswordRules = {
	/** What is wrong with a new password, as a sentence for its field; null: nothing. */
	judge(password: string, owner: PasswordOwner): Promise<string | null>;
};

/** Fewer guesses than this, and a list of known passwords and patterns finds it. Online guessing is slowed besides. */
const MIN_GUESSES = 1e8;
const PRODUCT_WORDS = ["rolebridge", "harness", "administrator", "amazon", "aws"];

/**
 * Length, lists of passwords that leaked, keyboard rows and repetitions, and what is known of the owner. No rule asks
 * for digits or capitals: they make passwords harder to keep, not to guess.
 */
export function createPasswordRules(askBreaches: AskBreaches | null): PasswordRules {
	return {
		async judge(password, owner) {
			if (password.length < MIN_PASSWORD_LENGTH) return `Use at least ${MIN_PASSWORD_LENGTH} characters.`;
			if (password.length > MAX_PASSWORD_LENGTH) return `Use at most ${MAX_PASSWORD_LENGTH} characters.`;
			const known = [...PRODUCT_WORDS, ...wordsOf(owner)];
			if (isMadeOf(password, known)) {
				return "This is made of your name, your e-mail address or the product's name. Choose something unrelated.";
			}
			const { guesses } = (await guesser()).check(password.slice(0, 72), known);
			if (guesses < MIN_GUESSES) {
				return "This is on the lists of common passwords, or a pattern they contain. A few unrelated words are harder to guess.";
			}
			return askBreaches !== null && (await hasLeaked(password, askBreaches))
				? "This password has appeared in a data breach elsewhere, so it is on the lists that are tried. Choose another."
				: null;
		},
	};
}

let loaded: Promise<ZxcvbnFactory> | undefined;

/** The lists are large and seldom needed: they are read at the first new password. */
function guesser(): Promise<ZxcvbnFactory> {
	loaded ??= import("@zxcvbn-ts/language-common").then(
		({ dictionary, adjacencyGraphs }) =>
			new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, useLevenshteinDistance: false }),
	);
	return loaded;
}

function wordsOf({ email, name }: PasswordOwner): string[] {
	const [mailbox = "", domain = ""] = email.toLowerCase().split("@");
	const parts = `${mailbox} ${domain} ${name}`.toLowerCase().split(/[^\p{L}\p{N}]+/u);
	return [...new Set([email.toLowerCase(), mailbox, domain, ...parts])].filter((word) => word.length > 2);
}

/** Whether little is left once the known words, digits and punctuation are taken out. */
function isMadeOf(password: string, known: readonly string[]): boolean {
	let rest = password.toLowerCase();
	const words = [...known].sort((a, b) => b.length - a.length);
	for (const word of words) rest = rest.replaceAll(word, "");
	return rest.replace(/[^\p{L}]/gu, "").length < 4 && rest.length < password.length;
}

/** Only the first five digits of the hash leave the house; what comes back is compared here. */
async function hasLeaked(password: string, ask: AskBreaches): Promise<boolean> {
	const hash = createHash("sha1").update(password).digest("hex").toUpperCase();
	const answer = await ask(hash.slice(0, 5)).catch(() => null);
	if (answer === null) return false;
	return answer.split(/\r?\n/).some((line) => {
		const [suffix, count] = line.trim().split(":");
		// Padding lines, which hide how long the answer really is, have a count of nought.
		return suffix === hash.slice(5) && Number(count) > 0;
	});
}
