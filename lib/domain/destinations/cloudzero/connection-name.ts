import { failed, ok, type Result } from "../../result.ts";

const NAME = /^[a-z0-9](?:[a-z0-9-]{0,126}[a-z0-9])?$/;

/**
 * A connection's name as CloudZero takes it: lower-case letters, digits and dashes, neither spaces nor periods.
 *
 * @example parseConnectionName("acme-payer") // ok
 * @see https://docs.cloudzero.com/docs/connections-aws-automated
 */
export function parseConnectionName(text: string): Result<string, { readonly message: string }> {
	const name = text.trim();
	if (name === "") return failed({ message: "Enter a name for the connection." });
	if (name.length > 128) {
		return failed({ message: `A name has at most 128 characters. This has ${name.length}.` });
	}
	if (!NAME.test(name)) {
		return failed({
			message:
				"CloudZero takes lower-case letters, digits and dashes, without spaces or periods; a dash is neither first nor last.",
		});
	}
	return ok(name);
}
