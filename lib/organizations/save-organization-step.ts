import type { Context } from "#lib/context.ts";
import type { DbTransaction } from "#lib/db/port.ts";
import type { RolloutEdit, SeenAccount } from "#lib/db/rollouts-port.ts";
import type { AccountId } from "#lib/domain/account-id.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { type AccountList, type ListedAccount, parseAccountList } from "#lib/domain/rollout/account-list.ts";
import { listUnits, unitIdOfName } from "#lib/domain/rollout/list-units.ts";
import { collisionsOf, connectorNames } from "#lib/domain/rollout/naming.ts";
import type { Naming, Rollout } from "#lib/domain/rollout.ts";
import { giveBackExternalId, inheritExternalId } from "./inherit-external-id.ts";
import { openRollout, type RolloutTarget, saveRollout } from "./open-rollout.ts";

type Named = { readonly name: string; readonly naming: Naming; readonly isGovCloud: boolean };
type Input = RolloutTarget & {
	readonly organization:
		| (Named & { readonly kind: "organization"; readonly managementAccountId: AccountId })
		| (Named & { readonly kind: "list"; readonly accounts: string });
};

/** Step 1. What was launched keeps its management account and its partition; a list may still grow and shrink. */
export async function saveOrganizationStep(
	ctx: Context,
	{ organization, ...target }: Input,
): Promise<Result<Rollout>> {
	const opened = await openRollout(ctx, target);
	if (!opened.ok) return opened;
	const rollout = opened.value;
	if (organization.kind !== rollout.kind) {
		return failed({ code: "INPUT_INVALID", detail: "This rollout is of the other kind." });
	}
	const { name, naming, isGovCloud } = organization;
	const partition = isGovCloud ? "aws-us-gov" : "aws";
	const managementAccountId = organization.kind === "list" ? null : organization.managementAccountId;
	const frozen = frozenField(rollout, { partition, managementAccountId });
	if (frozen !== null) {
		return failed({ code: "ROLLOUT_LAUNCHED", field: frozen, detail: "Roles in AWS were made with it." });
	}
	const isOther = isOtherOrganization(rollout, managementAccountId);
	const edit: RolloutEdit = {
		...{ name, naming, partition, managementAccountId },
		// What was chosen for another partition, or another organization, may not exist in this one.
		...((partition !== rollout.partition || isOther) && { features: null, launch: null }),
	};
	const saved = {
		edit,
		action: "rollout.organization.saved",
		step: "organization",
		reconcile: "always",
	} as const;
	if (organization.kind === "organization") {
		const isNew = rollout.managementAccountId !== managementAccountId || rollout.partition !== partition;
		const result = await saveRollout(ctx, target, {
			...saved,
			within: async (tx) => {
				if (isOther) await forgetOrganization(ctx, tx, rollout.id);
				if (!isNew || rollout.launchedAt !== null) return;
				await giveBackExternalId(ctx, tx, rollout.id);
				await inheritExternalId(ctx, tx, rollout.id);
			},
		});
		// Its external ID may be another one by now.
		const current = result.ok ? await ctx.db.rollouts.find(rollout.id) : null;
		return current === null ? result : ok(current);
	}
	const list = readList(organization);
	if (!list.ok) return list;
	return saveRollout(ctx, target, {
		...saved,
		details: { accounts: list.value.length },
		within: async (tx) => {
			const at = ctx.now();
			await tx.rollouts.replaceUnits(rollout.id, listUnits(list.value));
			await tx.rollouts.seeAccounts(rollout.id, list.value.map(seen), { at, isComplete: true });
		},
	});
}

function isOtherOrganization({ managementAccountId: before }: Rollout, after: AccountId | null): boolean {
	return before !== null && before !== after;
}

/** What was seen through the payer of another organization is none of this one's. */
async function forgetOrganization(ctx: Context, tx: DbTransaction, rolloutId: string): Promise<void> {
	await tx.rollouts.replaceUnits(rolloutId, []);
	await tx.rollouts.seeAccounts(rolloutId, [], { at: ctx.now(), isComplete: true });
	await tx.rollouts.observe(rolloutId, { organization: null });
}

function frozenField(
	{ launchedAt, ...before }: Rollout,
	after: Pick<Rollout, "partition" | "managementAccountId">,
): string | null {
	if (launchedAt === null) return null;
	if (before.partition !== after.partition) return "isGovCloud";
	return before.managementAccountId !== after.managementAccountId ? "managementAccountId" : null;
}

/** The accounts of a list, or why it cannot be taken: a line that cannot be read, or two that would be called alike. */
function readList({
	accounts,
	naming,
}: {
	readonly accounts: string;
	readonly naming: Naming;
}): Result<readonly ListedAccount[]> {
	const list = parseAccountList(accounts);
	const problem = listProblem(list);
	if (problem !== null) return failed({ code: "INPUT_INVALID", field: "accounts", detail: problem });
	const planned = list.accounts.map(({ accountId, name, unitName }) => ({
		accountId,
		identifier: connectorNames(naming, { accountId, name, unitName }).identifier,
	}));
	const [collision] = collisionsOf(planned, []);
	if (collision === undefined) return ok(list.accounts);
	const detail = `${collision.count} accounts would have the identifier ${collision.identifier}: ${collision.accountIds.slice(0, 3).join(", ")}. Add {accountId} to the pattern.`;
	return failed({ code: "INPUT_INVALID", field: "identifier", detail });
}

function listProblem({ accounts, problems, problemCount }: AccountList): string | null {
	const [first] = problems;
	if (first === undefined) return accounts.length === 0 ? "Name at least one account." : null;
	const more = problemCount > 1 ? ` ${problemCount - 1} more lines cannot be read.` : "";
	return `${first.line === null ? "" : `Line ${first.line}: `}${first.message}${more}`;
}

/** A person's list says that the account is there; nobody can say more. */
function seen({ accountId, name, unitName, tags }: ListedAccount): SeenAccount {
	const unitId = unitName === "" ? null : unitIdOfName(unitName);
	return { accountId, name, unitId, tags, state: "UNKNOWN", isManagement: false, wave: 0 };
}
