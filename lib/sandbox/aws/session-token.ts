import { createHmac, timingSafeEqual } from "node:crypto";
import type { Caller } from "./caller.ts";
import { isObject, type JsonObject, stringOf } from "./json.ts";
import { isPartition } from "./regions.ts";

/**
 * Temporary credentials carry their session inside the token, sealed, so nothing has to be stored and a
 * restart keeps them. The key is no secret: the sandbox guards nothing.
 */
const SEAL = "rolebridge sandbox session";

type IssuedCredentials = {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	readonly sessionToken: string;
	readonly expiresAt: number;
};

function seal(text: string): string {
	return createHmac("sha256", SEAL).update(text).digest("base64url");
}

export function issueCredentials(caller: Caller, expiresAt: number, accessKeyId: string): IssuedCredentials {
	const payload = Buffer.from(JSON.stringify({ caller, expiresAt, accessKeyId })).toString("base64url");
	return {
		accessKeyId,
		secretAccessKey: secretOf(accessKeyId, payload),
		sessionToken: `${payload}.${seal(payload)}`,
		expiresAt,
	};
}

function secretOf(accessKeyId: string, payload: string): string {
	return seal(`${accessKeyId} ${payload}`).slice(0, 40);
}

type OpenedSession = {
	readonly caller: Caller;
	readonly secretAccessKey: string;
	readonly expiresAt: number;
};

/** Null when the token was not made here, or belongs to another access key. */
export function openToken(token: string, accessKeyId: string): OpenedSession | null {
	const [payload = "", signature = ""] = token.split(".");
	const expected = Buffer.from(seal(payload));
	const given = Buffer.from(signature);
	if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
	const content: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
	if (!isObject(content) || content.accessKeyId !== accessKeyId) return null;
	const caller = readCaller(content.caller);
	if (caller === null || typeof content.expiresAt !== "number") return null;
	return { caller, secretAccessKey: secretOf(accessKeyId, payload), expiresAt: content.expiresAt };
}

function readCaller(value: unknown): Caller | null {
	if (!isObject(value)) return null;
	const partition = stringOf(value.partition) ?? "";
	if (!isPartition(partition)) return null;
	const policies = Array.isArray(value.sessionPolicies)
		? value.sessionPolicies.filter((policy): policy is JsonObject => isObject(policy))
		: undefined;
	return {
		kind: "role",
		partition,
		accountId: stringOf(value.accountId) ?? "",
		arn: stringOf(value.arn) ?? "",
		userId: stringOf(value.userId) ?? "",
		principalArn: stringOf(value.principalArn) ?? "",
		...(policies === undefined ? {} : { sessionPolicies: policies }),
		isSession: true,
	};
}
