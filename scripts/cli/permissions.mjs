import { usageError } from "./cli-error.mjs";
import { EXIT } from "./exit-codes.mjs";
import { parsePolicy, readText, textOf } from "./lint-policy.mjs";
import { facts, plain, table } from "./table.mjs";

export const POLICY_FORMS = ["json", "cloudformation", "terraform", "aws-cli"];

export async function listPermissions({ api, out }, { json }) {
	const library = await api.get("permission-library");
	if (json) out.json(library);
	else {
		const rows = library.items.map(({ id, title, needs, isAlwaysIn }) => [
			id,
			title,
			isAlwaysIn ? "always part of it" : needs.join(", "),
		]);
		out.line(table(["TASK", "TITLE", "NEEDS"], rows));
	}
	return EXIT.healthy;
}

/** Prints the policies, or the files of a form; what is risky goes to standard error. */
export async function composePolicy({ api, out }, tasks, { json, form, role, regions, ...reach }) {
	const composed = await api.post("policies/compose", {
		entries: tasks,
		...resources(reach),
		...(regions !== undefined && { regions }),
		...(form !== undefined && { form }),
		...(role !== undefined && { roleName: role }),
	});
	if (json) {
		out.json(composed);
		return EXIT.healthy;
	}
	for (const { kind, title, actions } of composed.risks) {
		out.error(plain(`${kind}: ${title} (${actions.join(", ")})`));
	}
	if (!composed.fitsRole) out.error("These are more managed policies than a role takes.");
	const [only, ...others] = form === undefined ? composed.policies.map(({ policy }) => policy) : [];
	if (form === undefined) out.json(others.length === 0 ? only : [only, ...others]);
	else printFiles(out, composed.files);
	return EXIT.healthy;
}

function printFiles(out, files) {
	for (const { name, text } of files) {
		if (files.length > 1) out.error(`${plain(name)}:`);
		out.line(text.trimEnd());
	}
}

/** 0: all is allowed. 1: something is denied. 2: it cannot be told. */
export async function evaluatePolicies({ api, out, stdin }, files, { json, tasks, regions, ...reach }) {
	if (files.filter((file) => file === "-").length > 1) throw usageError("Standard input can be read once.");
	const policies = [];
	for (const file of files) {
		policies.push(parsePolicy(file, file === "-" ? await textOf(stdin) : await readText(file)));
	}
	const answer = await api.post("policies/evaluate", {
		...{ policies, entries: tasks, ...resources(reach) },
		...(regions !== undefined && { regions }),
	});
	if (json) out.json(answer);
	else for (const task of answer.tasks) showTask(out, task);
	return exitOf(answer.tasks);
}

function showTask(out, { title, decision, answers }) {
	out.line(facts([[decision.toUpperCase(), title]]));
	for (const { action, resource, decision: one, reason } of answers) {
		if (one !== "allowed") out.line(plain(`  ${one}: ${action} on ${resource}. ${reason}`));
	}
}

function exitOf(tasks) {
	if (tasks.some(({ decision }) => decision === "denied")) return EXIT.bad;
	const isAllowed = tasks.length > 0 && tasks.every(({ decision }) => decision === "allowed");
	return isAllowed ? EXIT.healthy : EXIT.unknown;
}

function resources({ buckets, accounts, owner, partition }) {
	return {
		...(buckets !== undefined && { bucketNames: buckets }),
		...(accounts !== undefined && { accountIds: accounts }),
		...(owner !== undefined && { otherAccountId: owner }),
		...(partition !== undefined && { partition }),
	};
}
