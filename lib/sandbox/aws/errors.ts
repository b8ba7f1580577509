/** A refusal as AWS words it; the protocol decides how it is written on the wire. */
export class AwsError extends Error {
	readonly code: string;
	readonly status: number;

	constructor(code: string, message: string, status = 400) {
		super(message);
		this.code = code;
		this.status = status;
	}
}

export function validationError(message: string): AwsError {
	return new AwsError("ValidationError", message);
}

export function accessDenied(message: string): AwsError {
	return new AwsError("AccessDenied", message, 403);
}

/** Ends the connection without an answer. */
export class ConnectionReset extends Error {}
