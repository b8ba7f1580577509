import { randomBytes } from "node:crypto";
import { createAws } from "#lib/aws/aws.ts";
import type { Aws } from "#lib/aws/port.ts";
import type { Context } from "#lib/context.ts";
import type { Db } from "#lib/db/port.ts";
import { OPERATOR_CREDENTIALS } from "#lib/sandbox/credentials.ts";
import { testContext } from "./test-context.ts";

/** A worker's context for sweeps: the given database and AWS, real randomness, and the real clock unless another is given. */
export function sweepContext({
	db,
	aws,
	now = () => new Date(),
}: {
	readonly db: Db;
	readonly aws: Aws;
	readonly now?: () => Date;
}): Context {
	return { ...testContext({ aws }), db, now, randomBytes: (length) => randomBytes(length) };
}

/** The real adapter as the operator, giving up on an answer early, so that a slow account costs a test seconds only. */
export function impatientAws(url: string): Aws {
	return createAws({
		env: { AWS_ENDPOINT_URL: url },
		credentialsFor: (partition) => (partition === "aws" ? OPERATOR_CREDENTIALS : null),
		sockets: { maxSocketsPerHost: 512, requestTimeoutMs: 2_000 },
		deadlineMs: 4_000,
	});
}
