import { randomUUID } from "node:crypto";

/** What the server writes back: an HTTP status and a JSON body. */
export type Reply = { readonly httpStatus: number; readonly body: unknown };

export function success(data: unknown): Reply {
	return {
		httpStatus: 200,
		body: { status: "SUCCESS", data, metaData: null, correlationId: randomUUID() },
	};
}

/** The shape of most of Harness's errors. */
export function errorReply(
	httpStatus: number,
	code: string,
	message: string,
	responseMessages: readonly { code: string; message: string }[] = [{ code, message }],
): Reply {
	return {
		httpStatus,
		body: {
			status: "ERROR",
			code,
			message: responseMessages[0]?.message ?? message,
			correlationId: randomUUID(),
			detailedMessage: null,
			responseMessages: responseMessages.map((part) => ({
				...part,
				level: "ERROR",
				exception: null,
				failureTypes: [],
			})),
			metadata: null,
		},
	};
}

/** What Harness answers to a request that its schema takes and its rules do not. */
export function invalidRequest(reason: string): Reply {
	return errorReply(400, "INVALID_REQUEST", `Invalid request: ${reason}`);
}

/** The shape of a request that breaks the schema. */
export function invalidReply(errors: readonly { fieldId: string; error: string }[]): Reply {
	return {
		httpStatus: 400,
		body: {
			status: "FAILURE",
			code: "INVALID_REQUEST",
			message: errors.map(({ fieldId, error }) => `${fieldId}: ${error}`).join(", "),
			correlationId: randomUUID(),
			errors,
		},
	};
}

export function notFoundReply(identifier: string, accountId: string, oldWay: boolean): Reply {
	const message = `Connector with identifier [${identifier}] not found in account [${accountId}].`;
	if (!oldWay) return errorReply(404, "ENTITY_NOT_FOUND", message);
	return {
		httpStatus: 400,
		body: { status: "FAILURE", code: "RESOURCE_NOT_FOUND_EXCEPTION", message, correlationId: randomUUID() },
	};
}
