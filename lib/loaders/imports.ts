import "server-only";
import type { Failure } from "#lib/domain/failures.ts";
import type { ImportCandidate, ImportVerdict } from "#lib/domain/import-connector.ts";
import type { Result } from "#lib/domain/result.ts";
import { listImports } from "#lib/import/list-imports.ts";
import { serverContext } from "#lib/server-context.ts";
import { requireSignedIn } from "./signed-in.ts";

const PAGE_SIZE = 50;
const LIST_TIMEOUT_MS = 20_000;

export type ImportPage =
	| { readonly kind: "failed"; readonly failure: Failure }
	| {
			readonly kind: "listed";
			readonly candidates: readonly ImportCandidate[];
			readonly counts: Readonly<Record<ImportVerdict["kind"], number>>;
			/** From 1. */
			readonly page: number;
			readonly pages: number;
	  };

/** What needs a decision first: adoptable ones, then those that need a choice, then the rest. */
const ORDER = { new: 0, duplicate: 1, cannot: 2, "account-here": 3, here: 4 } as const satisfies Record<
	ImportVerdict["kind"],
	number
>;

export async function loadImports(wanted: number): Promise<ImportPage> {
	const ctx = await serverContext((await requireSignedIn()).actor);
	const listed: Result<readonly ImportCandidate[]> = await listImports(
		ctx,
		AbortSignal.timeout(LIST_TIMEOUT_MS),
	);
	if (!listed.ok) return { kind: "failed", failure: listed.failure };
	const counts = { new: 0, duplicate: 0, cannot: 0, "account-here": 0, here: 0 };
	for (const { verdict } of listed.value) counts[verdict.kind] += 1;
	const sorted = listed.value.toSorted(
		(a, b) => ORDER[a.verdict.kind] - ORDER[b.verdict.kind] || (a.name < b.name ? -1 : 1),
	);
	const pages = Math.max(1, Math.ceil(sorted.length / PAGE_SIZE));
	const page = Math.min(Math.max(1, wanted), pages);
	const candidates = sorted.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
	return { kind: "listed", candidates, counts, page, pages };
}
