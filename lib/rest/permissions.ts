import type { Context } from "#lib/context.ts";
import { composePolicy } from "#lib/domain/policy/compose.ts";
import { judgeEntries, type ProbeAnswer } from "#lib/domain/policy/entry-probes.ts";
import { preparePolicies } from "#lib/domain/policy/evaluate.ts";
import { findEntry, LIBRARY } from "#lib/domain/policy/library.ts";
import { readChoice } from "#lib/domain/policy/library-choice.ts";
import { policyOutput } from "#lib/domain/policy/outputs.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import type { Answer, Input } from "./endpoints.ts";
import { readPolicy } from "./read-policy.ts";

type List = "GET /api/v1/permission-library";
type Compose = "POST /api/v1/policies/compose";
type Evaluate = "POST /api/v1/policies/evaluate";

export async function listPermissions(): Promise<Result<Answer<List>>> {
	return ok({
		items: LIBRARY.map(({ id, group, title, description, source, isAlwaysIn, ...entry }) => ({
			...{ id, group, title, description, source, isAlwaysIn },
			needs: [...entry.needs],
			statements: entry.statements.map((statement) => ({ ...statement })),
			managedPolicyArn: entry.managedPolicyArn ?? null,
			notes: [...entry.notes],
		})),
	});
}

export async function compose(_ctx: Context, { body }: Input<Compose>): Promise<Result<Answer<Compose>>> {
	const { entries, form, roleName, ...choice } = body;
	const composed = composePolicy({ ...choice, entries: entries.map((id) => ({ id })) });
	if (!composed.ok) {
		const { field, message } = composed.failure;
		return failed({ code: "INPUT_INVALID", field, detail: message });
	}
	const { value } = composed;
	const files = form === undefined ? [] : policyOutput(value, { form, roleName, trust: null });
	return ok({
		policies: value.policies.map(({ name, size, policy }) => ({ name, size, policy: { ...policy } })),
		fitsRole: value.fitsRole,
		notes: [...value.notes],
		wildcards: value.wildcards.map((use) => ({ ...use })),
		risks: value.risks.map((risk) => ({ ...risk, actions: [...risk.actions] })),
		bucketPolicies: value.bucketPolicies.map(({ bucketName, policy }) => ({
			bucketName,
			policy: { ...policy },
		})),
		managedPolicyArns: [...value.managedPolicyArns],
		files: files.map((file) => ({ ...file })),
	});
}

/** What the given policies decide, by our own evaluator: AWS is not asked. */
export async function evaluate(_ctx: Context, { body }: Input<Evaluate>): Promise<Result<Answer<Evaluate>>> {
	const { entries, requests, policies: given, ...resources } = body;
	const unknown = entries.find((id) => findEntry(id) === null);
	if (unknown !== undefined) {
		const detail = `${unknown} is no task of the permission library.`;
		return failed({ code: "INPUT_INVALID", field: "entries", detail });
	}
	// Names that no bucket can have are not matched with anything.
	const named = readChoice({ ...resources, entries: [] });
	if (!named.ok) {
		const { field, message } = named.failure;
		return failed({ code: "INPUT_INVALID", field, detail: message });
	}
	const policies = given.map(readPolicy);
	const { bucketNames, regions } = named.value.facts;
	const choice = { ...resources, bucketNames, regions, entries: entries.map((id) => ({ id })) };
	const decide = preparePolicies(policies);
	return ok({
		tasks: (entries.length === 0 ? [] : judgeEntries(policies, choice))
			.filter(({ id }) => entries.includes(id))
			.map(({ id, title, verdict, allowed, denied, unknown: open }) => ({
				...{ id, title, decision: verdict },
				answers: [...denied, ...open, ...allowed].map(answerOf),
			})),
		requests: requests.map(({ action, resource, context }) =>
			answerOf({ action, resource, ...decide({ action, resource, ...(context && { context }) }) }),
		),
	});
}

function answerOf({ action, resource, decision, reason }: ProbeAnswer) {
	return { action, resource, decision, reason };
}
