import type { AuditEntry } from "#lib/db/audit-port.ts";
import type { ChainFacts } from "#lib/domain/audit-chain.ts";
import type { CsvValue } from "#lib/domain/csv.ts";

type Written = Omit<ChainFacts, "seq"> & { readonly seq: number | null; readonly hash: string | null };

/** An entry as it leaves the house: in an export, over REST, and to a webhook. */
export function exportedEntry<Entry extends Written>(entry: Entry) {
	const { seq, at, actorId, actor, action, subject } = entry;
	const { actorKind: kind, outcome }: Pick<Entry, "actorKind" | "outcome"> = entry;
	return {
		seq,
		at: at.toISOString(),
		actor: { kind, id: actorId, name: actor },
		action,
		subject,
		outcome,
		address: entry.address,
		requestId: entry.requestId,
		details: entry.details,
		hash: entry.hash,
	};
}

export const AUDIT_COLUMNS = [
	"seq",
	"at",
	"actor_kind",
	"actor_id",
	"actor",
	"action",
	"subject",
	"outcome",
	"address",
	"request_id",
	"details",
	"hash",
] as const;

export function auditValues(entry: AuditEntry): readonly CsvValue[] {
	const { actor, ...rest } = exportedEntry(entry);
	return [
		...[rest.seq, rest.at, actor.kind, actor.id, actor.name, rest.action, rest.subject, rest.outcome],
		...[rest.address, rest.requestId, JSON.stringify(rest.details), rest.hash],
	];
}
