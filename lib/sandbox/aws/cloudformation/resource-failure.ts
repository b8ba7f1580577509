import { randomBytes, randomUUID } from "node:crypto";
import type { Made } from "./resource-type.ts";

/** It failed after something was made: that stays in the stack until the rollback removes it. */
export class HalfMade extends Error {
	readonly made: Made;

	constructor(message: string, made: Made) {
		super(message);
		this.made = made;
	}
}

/** A resource handler's own sentence, without a call that was refused. */
export function handlerMessage(message: string, code: string): string {
	return `Resource handler returned message: "${message}" (RequestToken: ${randomUUID()}, HandlerErrorCode: ${code})`;
}

/** Why a resource could not be made, as an event's reason says it. */
export class ResourceFailure extends Error {
	constructor(message: string, service: string, code: string, status: number) {
		super(
			`Resource handler returned message: "${message} (Service: ${service}, Status Code: ${status}, Request ID: ${randomUUID()})" (RequestToken: ${randomUUID()}, HandlerErrorCode: ${code})`,
		);
	}
}

/** `<stack>-<logical id>-<12 random>`, shortened as AWS does for a limit. */
export function generatedName(stack: string, logicalId: string, limit: number): string {
	const suffix = randomBytes(6).toString("hex").toUpperCase();
	const whole = `${stack}-${logicalId}-${suffix}`;
	if (whole.length <= limit) return whole;
	const room = limit - suffix.length - 2;
	const head = stack.slice(0, Math.max(1, Math.floor(room / 2)));
	return `${head}-${logicalId.slice(0, room - head.length)}-${suffix}`;
}
