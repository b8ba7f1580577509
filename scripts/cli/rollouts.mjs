import { EXIT } from "./exit-codes.mjs";
import { rolloutId } from "./find-rollout.mjs";
import { facts, moment, plain, table } from "./table.mjs";

const EVERYTHING = 1_000_000;
export const ROLLOUT_STAGES = ["expected", "deployed", "answering", "verified", "registered", "healthy"];

export async function listRollouts({ api, out }, { json }) {
	const found = [];
	for await (const rollout of api.items("rollouts", {}, EVERYTHING)) found.push(rollout);
	if (json) out.json(found);
	else if (found.length === 0) out.line("There is no rollout that this key may see.");
	else {
		const rows = found.map(({ name, status, waves, organizationId, readAt, id }) => [
			...[name || "(unnamed)", status, `${waves.begun} of ${waves.total}`],
			...[organizationId ?? "", moment(readAt), id],
		]);
		out.line(table(["NAME", "STATUS", "WAVES", "ORGANIZATION", "AWS READ", "ID"], rows));
	}
	return EXIT.healthy;
}

/** Everything about one. */
export async function getRollout({ api, out }, named, { json }) {
	const rollout = await api.get(`rollouts/${await rolloutId(api, named)}`);
	if (json) out.json(rollout);
	else {
		out.line(facts(rolloutFacts(rollout)));
		const rows = rollout.units.map(({ path, coverage, problems }) => [
			...[path ?? "(no unit)", ...ROLLOUT_STAGES.map((stage) => coverage[stage]), problems],
		]);
		const headers = ["UNIT", ...ROLLOUT_STAGES.map((stage) => stage.toUpperCase()), "PROBLEMS"];
		if (rows.length > 0) out.line(`\n${table(headers, rows)}`);
		showProblems(out, rollout.problems);
	}
	return exitOfCoverage(rollout);
}

/** How far it has come, in short. */
export async function rolloutStatus({ api, out }, named, { json }) {
	const rollout = await api.get(`rollouts/${await rolloutId(api, named)}`);
	const { id, status, coverage, problems, readAt, readFailure } = rollout;
	if (json) out.json({ id, status, coverage, problems, readAt, readFailure });
	else {
		out.line(ROLLOUT_STAGES.map((stage) => `${stage} ${coverage[stage]}`).join(", "));
		showProblems(out, problems);
		if (readFailure !== null)
			out.error(plain(`AWS could not be read: ${readFailure.code}. ${readFailure.detail}`));
	}
	return exitOfCoverage(rollout);
}

function rolloutFacts(rollout) {
	const { name, id, status, way, waves, managementAccountId, organizationId, readAt, readFailure } = rollout;
	return [
		["Rollout", name || "(unnamed)"],
		["Id", id],
		["Status", status],
		["Organization", organizationId],
		["Management account", managementAccountId],
		["Launched by", way],
		["Waves", `${waves.begun} of ${waves.total}`],
		["AWS read", moment(readAt)],
		["Not read", readFailure && `${readFailure.code}: ${readFailure.detail}`],
		["Accounts", ROLLOUT_STAGES.map((stage) => `${stage} ${rollout.coverage[stage]}`).join(", ")],
		["Newest plan", rollout.latestPlan && `${rollout.latestPlan.id} (${rollout.latestPlan.state})`],
		["Page", rollout.url],
	];
}

function showProblems(out, problems) {
	if (problems.length === 0) return;
	const rows = problems.map(({ count, kind, cause, words, examples }) => [
		...[count, kind, cause, examples[0]?.accountId ?? "", words],
	]);
	out.line(`\n${table(["ACCOUNTS", "PROBLEM", "CAUSE", "FOR EXAMPLE", "WHAT WAS SAID"], rows)}`);
}

/** 0 only when every expected account is healthy; what is under way is not known yet. */
function exitOfCoverage({ coverage, problems }) {
	if (problems.length > 0) return EXIT.bad;
	return coverage.expected > 0 && coverage.healthy === coverage.expected ? EXIT.healthy : EXIT.unknown;
}

export async function listAccounts({ api, out }, named, { json, limit = EVERYTHING, ...options }) {
	const { unit, stage, problem, search, left } = options;
	const path = `rollouts/${await rolloutId(api, named)}/accounts`;
	const query = { unit, stage, problem, q: search, left: left === undefined ? undefined : String(left) };
	const found = [];
	for await (const account of api.items(path, query, limit)) found.push(account);
	if (json) out.json(found);
	else if (found.length === 0) out.line("No account matches.");
	else {
		const rows = found.map(({ accountId, name, stage: reached, state, connector, problem: trouble }) => [
			...[accountId, name, reached ?? "(not expected)", state, connector?.health ?? ""],
			trouble === null ? "" : `${trouble.cause}: ${trouble.words}`,
		]);
		out.line(table(["ACCOUNT", "NAME", "STAGE", "STATE", "HEALTH", "PROBLEM"], rows));
	}
	if (found.some(({ problem: trouble }) => trouble !== null)) return EXIT.bad;
	const isWhole = found.length > 0 && found.every(({ stage: reached }) => reached === "healthy");
	return isWhole ? EXIT.healthy : EXIT.unknown;
}
