import type {
	AuditChainRepository,
	AuditEntry,
	AuditRepository,
	AuditStream,
	AuditStreamRepository,
	AuditStreamTarget,
	AuditVerification,
	ChainedEntry,
} from "#lib/db/audit-port.ts";
import { type ChainLink, storableJson } from "#lib/domain/audit-chain.ts";
import { auditTimes } from "#lib/domain/audit-query.ts";

export type MemoryAudit = {
	readonly events: AuditEntry[];
	chain: ChainedEntry[];
	/** Null: it was taken away. */
	head: ChainLink | null;
	outside: number;
	readonly checkpoints: ChainLink[];
	verification: AuditVerification | null;
	stream: AuditStream | null;
	streamTarget: AuditStreamTarget | null;
};

export function newMemoryAudit(events: AuditEntry[]): MemoryAudit {
	return {
		events,
		chain: [],
		head: { seq: 0, hash: "" },
		outside: 0,
		checkpoints: [],
		verification: null,
		stream: null,
		streamTarget: null,
	};
}

/** Entries as they come, without a chain; a test that wants one sets it. Scopes are PostgreSQL's to know. */
export function memoryAudit({ events }: MemoryAudit): AuditRepository {
	const newest = () => [...events].reverse();
	return {
		append: async ({ actor, action, subject, at, details, outcome = "done" }) => {
			const { kind, id, name, address, requestId } = actor;
			events.push({
				...{ action, subject, at, outcome, address, requestId, details: storableJson(details) },
				...{ actorKind: kind, actorId: id, actor: name },
				...{ id: `${events.length + 1}`, seq: events.length + 1, hash: null, subjectName: null },
			});
		},
		list: async (subject, limit) =>
			newest()
				.filter((event) => event.subject === subject)
				.slice(0, limit),
		search: async (filter, { before, limit }) => {
			const times = auditTimes(filter);
			return newest()
				.filter(({ id }) => before === undefined || Number(id) < Number(before))
				.filter(({ action }) => filter.action === "" || action === filter.action)
				.filter(({ at }) => times.since === null || at >= times.since)
				.slice(0, limit);
		},
		actions: async () => [...new Set(events.map(({ action }) => action))].sort(),
		hasSince: async (actorId, action, subject, since) =>
			events.some(
				(event) =>
					event.actorId === actorId &&
					event.action === action &&
					event.subject === subject &&
					event.at >= since,
			),
	};
}

export function memoryAuditChain(audit: MemoryAudit): AuditChainRepository {
	return {
		head: async () => audit.head,
		entries: async (after, limit) => audit.chain.filter(({ seq }) => seq > after).slice(0, limit),
		unchained: async () => ({ older: 0, outside: audit.outside }),
		addCheckpoint: async (link) => void audit.checkpoints.push(link),
		checkpoints: async (after, limit) => audit.checkpoints.filter(({ seq }) => seq > after).slice(0, limit),
		verification: async () => audit.verification,
		saveVerification: async (verification) => {
			audit.verification = verification;
		},
	};
}

export function memoryAuditStream(audit: MemoryAudit): AuditStreamRepository {
	return {
		find: async () => audit.stream,
		target: async () => audit.streamTarget,
		save: async (version, { isEnabled, at, target }) => {
			const known = audit.stream;
			if ((known?.version ?? null) !== version || (known === null && target === undefined)) return null;
			if (target !== undefined) audit.streamTarget = { url: target.url, secret: target.secret };
			audit.stream = {
				...{ targetLabel: "", sentSeq: 0, lastStatus: null, lastSentAt: null, ...known },
				...{ version: (version ?? 0) + 1, isEnabled, attempts: 0, nextAttemptAt: at },
				...(target && { targetLabel: target.label }),
			};
			return audit.stream;
		},
		claim: async ({ now, claimedUntil }) => {
			const { stream, head } = audit;
			if (stream === null || !stream.isEnabled || stream.nextAttemptAt > now) return null;
			if (stream.sentSeq >= (head?.seq ?? 0)) return null;
			audit.stream = { ...stream, nextAttemptAt: claimedUntil };
			return audit.stream;
		},
		sent: async (seq, at, status) => {
			if (audit.stream === null || audit.stream.sentSeq >= seq) return;
			const arrived = { sentSeq: seq, lastSentAt: at, lastStatus: status, nextAttemptAt: at, attempts: 0 };
			audit.stream = { ...audit.stream, ...arrived };
		},
		failed: async (nextAttemptAt, status) => {
			if (audit.stream === null) return;
			const attempts = audit.stream.attempts + 1;
			audit.stream = { ...audit.stream, nextAttemptAt, lastStatus: status, attempts };
		},
	};
}
