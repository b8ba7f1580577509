import { EXIT } from "./exit-codes.mjs";

/** What ends a command with a sentence instead of a stack. */
export class CliError extends Error {
	constructor(message, exit = EXIT.unknown) {
		super(message);
		this.exit = exit;
	}
}

/** The command was given in a way that cannot be carried out. */
export function usageError(message) {
	return new CliError(message, EXIT.usage);
}
