import { createHash } from "node:crypto";
import { type Ability, actorCan, sightOf } from "#lib/auth/abilities.ts";
import type { Oidc } from "#lib/auth/oidc-port.ts";
import type { ResetLinks } from "#lib/auth/reset-links-port.ts";
import type { Aws } from "#lib/aws/port.ts";
import type { Actor, Breakers, Context } from "#lib/context.ts";
import { createSigner } from "#lib/crypto.ts";
import { EVERYWHERE } from "#lib/domain/access.ts";
import type { Harness } from "#lib/harness/port.ts";
import type { Notify } from "#lib/notify/port.ts";
import { createMemoryDb, type MemoryStore } from "./memory-db.ts";

export type TestContext = Context & {
	readonly store: MemoryStore;
	/** Lets time pass; nothing waits for it. */
	readonly advance: (ms: number) => void;
	/** What was asked of the worker, in order. */
	readonly asked: {
		readonly job: string;
		readonly connectorId?: string;
		readonly operationId?: string;
		readonly noticeId?: string;
		readonly rolloutId?: string;
		readonly planId?: string;
		readonly questionId?: string;
		readonly startAfterSeconds?: number;
	}[];
	/** Every log line's fields and message. */
	readonly logged: { readonly level: string; readonly fields: object; readonly message: string }[];
};

export type TestContextParts = {
	readonly aws?: Partial<Aws>;
	readonly harness?: Partial<Harness>;
	readonly notify?: Partial<Notify>;
	readonly oidc?: Partial<Oidc>;
	readonly resetLinks?: Partial<ResetLinks>;
	readonly breakers?: Breakers;
	readonly now?: Date;
};

export const TESTER: Actor = {
	kind: "person",
	id: "tester",
	name: "Test person",
	role: "administrator",
	scope: EVERYWHERE,
	address: null,
	requestId: null,
};

/** A context of fakes: an in-memory database, a clock that stands, counted randomness, scripted adapters. */
export function testContext(parts: TestContextParts = {}): TestContext {
	let at = (parts.now ?? new Date("2026-11-22T12:00:00Z")).getTime();
	let counter = 0;
	const now = () => new Date(at);
	const { db, store } = createMemoryDb(now);
	const asked: TestContext["asked"] = [];
	const logged: TestContext["logged"] = [];
	const log = (level: string) => (fields: object, message: string) =>
		void logged.push({ level, fields, message });
	return {
		actor: TESTER,
		can: () => true,
		/** Of `this`, so that what a test put in its place stays there. */
		actingAs(this: Context, actor) {
			const sight = sightOf(actor);
			const can = (ability: Ability) => actorCan(actor, ability);
			return { ...this, actor, can, db: sight === null ? this.db : this.db.seenBy(sight) };
		},
		db,
		store,
		aws: scripted("aws", parts.aws),
		harness: scripted("harness", parts.harness),
		notify: scripted("notify", parts.notify),
		oidc: scripted("oidc", parts.oidc),
		resetLinks: scripted("resetLinks", parts.resetLinks),
		breakers: parts.breakers ?? { stateOf: () => "closed" },
		jobs: {
			checkConnector: async (connectorId, { startAfterSeconds } = {}) =>
				void asked.push({
					job: "checkConnector",
					connectorId,
					...(startAfterSeconds !== undefined && { startAfterSeconds }),
				}),
			checkVerifier: async () => void asked.push({ job: "checkVerifier" }),
			tellAdministrators: async (noticeId) => void asked.push({ job: "tellAdministrators", noticeId }),
			checkTemplate: async () => void asked.push({ job: "checkTemplate" }),
			runOperation: async (operationId, { startAfterSeconds } = {}) =>
				void asked.push({
					job: "runOperation",
					operationId,
					...(startAfterSeconds !== undefined && { startAfterSeconds }),
				}),
			advanceChanges: async (connectorId, { startAfterSeconds } = {}) =>
				void asked.push({
					job: "advanceChanges",
					connectorId,
					...(startAfterSeconds !== undefined && { startAfterSeconds }),
				}),
			proveDirect: async (connectorId, { startAfterSeconds } = {}) =>
				void asked.push({
					job: "proveDirect",
					connectorId,
					...(startAfterSeconds !== undefined && { startAfterSeconds }),
				}),
			reconcileRollout: async (rolloutId, { startAfterSeconds } = {}) =>
				void asked.push({
					job: "reconcileRollout",
					rolloutId,
					...(startAfterSeconds !== undefined && { startAfterSeconds }),
				}),
			answerPermissionQuestion: async (questionId) =>
				void asked.push({ job: "answerPermissionQuestion", questionId }),
			seeReportBucket: async (connectorId) => void asked.push({ job: "seeReportBucket", connectorId }),
			planRollout: async (planId) => void asked.push({ job: "planRollout", planId }),
			proveRefusal: async (connectorId, { startAfterSeconds } = {}) =>
				void asked.push({
					job: "proveRefusal",
					connectorId,
					...(startAfterSeconds !== undefined && { startAfterSeconds }),
				}),
		},
		asked,
		now,
		advance: (ms) => {
			at += ms;
		},
		randomBytes: (length) => {
			counter += 1;
			const hash = createHash("sha512").update(`test ${counter}`).digest();
			return Uint8Array.from({ length }, (_, index) => hash[index % hash.length] ?? 0);
		},
		signer: createSigner(Buffer.alloc(32, 7).toString("base64url")),
		sha256Hex: (data) => createHash("sha256").update(data).digest("hex"),
		log: { info: log("info"), warn: log("warn"), error: log("error") },
		logged,
		config: {
			mode: "sandbox",
			verifierPrincipalArn: null,
			awsConsoleUrl: null,
			templateUrl: null,
			organizationTemplateUrl: null,
			publicUrl: "https://rolebridge.example",
		},
	};
}

/** What was not scripted must not be called: the test would otherwise prove less than it says. */
function scripted<T extends object>(name: string, given: Partial<T> = {}): T {
	const handler: ProxyHandler<Partial<T>> = {
		get(target, property) {
			const value: unknown = Reflect.get(target, property, target);
			if (value !== undefined || typeof property === "symbol" || property === "then") return value;
			throw new Error(`${name}.${property} was called, and the test did not script it.`);
		},
	};
	// Sound: a missing method throws when it is reached.
	return new Proxy(given, handler) as T;
}
