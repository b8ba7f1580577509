import type { AwsAnswer, AwsRefusal, OrganizationReader } from "#lib/aws/port.ts";
import type { SeenAccount } from "#lib/db/rollouts-port.ts";
import { parseAccountId } from "#lib/domain/account-id.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { unitChain, waveOf } from "#lib/domain/rollout/waves.ts";
import {
	ACCOUNT_STATES,
	type AccountState,
	type OrganizationUnit,
	ROLLOUT_ACCOUNT_LIMIT,
	type Rollout,
} from "#lib/domain/rollout.ts";

/** An organization as it is now: every page of every list came. */
export type ReadOrganization = {
	readonly organizationId: string;
	readonly managementAccountId: string;
	readonly rootId: string;
	readonly units: readonly OrganizationUnit[];
	readonly accounts: readonly SeenAccount[];
};

/** AWS Organizations takes few requests a second, from everybody in the organization together. */
const PARENTS_AT_ONCE = 3;

/**
 * Reads the tree and who is in it. Half of it is nothing: whom an unread page names would look as if they had left.
 */
export async function readOrganization(
	reader: OrganizationReader,
	rollout: Rollout,
	signal: AbortSignal,
): Promise<Result<ReadOrganization>> {
	const described = await reader.describe(signal);
	if (described.kind !== "answered") return refused(described);
	const { organizationId, managementAccountId } = described.value;
	const isOther =
		(rollout.organization !== null && rollout.organization.organizationId !== organizationId) ||
		(rollout.managementAccountId !== null && rollout.managementAccountId !== managementAccountId);
	if (isOther) return failed({ code: "ORGANIZATION_DIFFERS", detail: managementAccountId });
	const tree = await readTree(reader, signal);
	if (!tree.ok) return tree;
	const { rootId, units } = tree.value;
	const found = await readAccounts(
		reader,
		units.map(({ id }) => id),
		signal,
	);
	if (!found.ok) return found;
	const accounts = seenAccounts(found.value, units, rollout, managementAccountId);
	const kept = accounts.length <= ROLLOUT_ACCOUNT_LIMIT ? accounts : accounts.filter(isOfRollout);
	if (kept.length > ROLLOUT_ACCOUNT_LIMIT) return failed({ code: "ORGANIZATION_TOO_LARGE" });
	return ok({ organizationId, managementAccountId, rootId, units, accounts: kept });
}

type Tree = Pick<ReadOrganization, "rootId" | "units">;

async function readTree(reader: OrganizationReader, signal: AbortSignal): Promise<Result<Tree>> {
	const roots = await reader.roots(signal);
	if (roots.kind !== "answered") return refused(roots);
	const [root] = roots.value;
	if (root === undefined) return failed({ code: "AWS_UNEXPECTED", detail: "The organization has no root." });
	const below = await reader.units(root.id, signal);
	if (below.kind !== "answered") return refused(below);
	return ok({ rootId: root.id, units: withPaths({ ...root, parentId: null }, below.value) });
}

type Found = { readonly accountId: string; readonly name: string; readonly state: string | null };

async function readAccounts(
	reader: OrganizationReader,
	parentIds: readonly string[],
	signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, Found & { readonly unitId: string }>>> {
	const accounts = new Map<string, Found & { readonly unitId: string }>();
	for (let at = 0; at < parentIds.length; at += PARENTS_AT_ONCE) {
		const some = parentIds.slice(at, at + PARENTS_AT_ONCE);
		const answers = await Promise.all(some.map((parentId) => reader.accountsIn(parentId, signal)));
		for (const [index, answer] of answers.entries()) {
			if (answer.kind !== "answered") return refused(answer);
			const unitId = some[index] ?? "";
			// One that moves while we read may be met twice: once is enough.
			for (const account of answer.value) accounts.set(account.accountId, { ...account, unitId });
		}
	}
	return ok(accounts);
}

function seenAccounts(
	found: ReadonlyMap<string, Found & { readonly unitId: string }>,
	units: readonly OrganizationUnit[],
	{ launch }: Rollout,
	managementAccountId: string,
): readonly SeenAccount[] {
	const unitOf = new Map(units.map((unit) => [unit.id, unit]));
	return [...found.values()].flatMap(({ accountId, name, state, unitId }) => {
		const parsed = parseAccountId(accountId);
		if (!parsed.ok) return [];
		const isManagement = accountId === managementAccountId;
		const wave = waveOf(launch?.waves ?? [], { chain: unitChain(unitOf, unitId), isManagement });
		return [
			{ accountId: parsed.value, name, unitId, tags: null, state: accountStateOf(state), isManagement, wave },
		];
	});
}

function isOfRollout({ wave, isManagement }: SeenAccount): boolean {
	return isManagement || wave !== null;
}

/** `State`; where AWS says none, or one that is not known here, nothing follows from it. */
export function accountStateOf(state: string | null): AccountState {
	return ACCOUNT_STATES.find((known) => known === state) ?? "UNKNOWN";
}

type Node = { readonly id: string; readonly parentId: string | null; readonly name: string };

function withPaths(root: Node, below: readonly Node[]): readonly OrganizationUnit[] {
	const paths = new Map([[root.id, root.name]]);
	const units: OrganizationUnit[] = [{ ...root, path: root.name }];
	// Parents come before their children: they were found level by level.
	for (const unit of below) {
		const path = `${paths.get(unit.parentId ?? "") ?? root.name} / ${unit.name}`;
		paths.set(unit.id, path);
		units.push({ ...unit, path });
	}
	return units;
}

export function refused({ code, message }: AwsRefusal): Extract<Result<never>, { ok: false }> {
	return failed({ code, detail: message });
}

/** What could be read, else null: a fact that is only good to know stops nothing. */
export function valueOrNull<T>(answer: AwsAnswer<T>): T | null {
	return answer.kind === "answered" ? answer.value : null;
}
