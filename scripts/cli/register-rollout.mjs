import { CliError, usageError } from "./cli-error.mjs";
import { EXIT } from "./exit-codes.mjs";
import { rolloutId } from "./find-rollout.mjs";
import { facts, moment, plain, table } from "./table.mjs";

const EVERYTHING = 1_000_000;
const POLL_MS = 2_000;
/** Of rows that change something in Harness so many are shown; --json has all. */
const ROWS_SHOWN = 40;

/** Makes a plan and shows what it would do; nothing is written to Harness. */
export async function planRollout({ api, out, sleep, now }, named, { json, timeout = 300 }) {
	const id = await rolloutId(api, named);
	let plan = await api.post(`rollouts/${id}/plans`);
	const until = now() + timeout * 1_000;
	while (plan.state === "queued") {
		if (now() >= until) {
			out.error(`The plan ${plain(plan.id)} is still being made after ${timeout} s. It goes on.`);
			return EXIT.unknown;
		}
		await sleep(POLL_MS);
		plan = await api.get(`rollouts/${id}/plans/${plan.id}`);
	}
	if (plan.state === "failed") {
		if (json) out.json({ ...plan, rows: [] });
		throw new CliError(`The plan failed. ${plain(plan.failure?.detail)} (${plain(plan.failure?.code)})`);
	}
	const rows = [];
	for await (const row of api.items(`rollouts/${id}/plans/${plan.id}/rows`, {}, EVERYTHING)) rows.push(row);
	if (json) out.json({ ...plan, rows });
	else showPlan(out, plan, rows);
	return EXIT.healthy;
}

function showPlan(out, { id, rolloutId: rollout, counts, validUntil }, rows) {
	const { create, update, adopt, unchanged, blocked } = counts;
	out.line(
		facts([
			["Plan", id],
			["To create", create],
			["To update", update],
			["To adopt", adopt],
			["Unchanged", unchanged],
			["Blocked", blocked],
			["Valid until", moment(validUntil)],
		]),
	);
	const changing = rows.filter(({ action }) => action === "update" || action === "adopt");
	for (const { action, accountId, identifier, changes } of changing.slice(0, ROWS_SHOWN)) {
		out.line(`\n${plain(`${action} ${identifier} (${accountId})`)}`);
		for (const { path, from, to } of changes) {
			out.line(`  ${plain(path)}: ${shown(from)} -> ${shown(to)}`);
		}
	}
	if (changing.length > ROWS_SHOWN) out.line(`\n… and ${changing.length - ROWS_SHOWN} more; --json has all.`);
	// Without Map.groupBy, which Node.js 20 does not have.
	const reasons = new Map();
	for (const { action, reason, accountId } of rows) {
		if (action === "blocked") reasons.set(reason, [...(reasons.get(reason) ?? []), accountId]);
	}
	if (reasons.size > 0) {
		const lines = [...reasons].map(([reason, accountIds]) => [accountIds.length, reason, accountIds[0]]);
		out.line(`\n${table(["BLOCKED", "WHY", "FOR EXAMPLE"], lines)}`);
	}
	if (create + update + adopt > 0)
		out.line(`\nApply it with: rolebridge rollouts apply ${plain(rollout)} --plan ${plain(id)}`);
}

function shown(text) {
	return text === "" ? "(nothing)" : JSON.stringify(plain(text));
}

/** Applies the plan that was named, or the newest one, and waits for what comes of it. */
export async function applyRollout({ api, out, sleep, now }, named, options) {
	const { json, plan, retry, wait = true, timeout = 3_600 } = options;
	if (plan !== undefined && retry !== undefined) throw usageError("Give --plan or --retry, not both.");
	let operation = await begin({ api, out }, named, { plan, retry });
	const until = now() + timeout * 1_000;
	let told = "";
	while (wait && isUnderWay(operation)) {
		const words = progressOf(operation);
		if (!json && words !== told) out.error(words);
		told = words;
		if (now() >= until) break;
		await sleep(POLL_MS);
		operation = await api.get(`operations/${operation.id}`);
	}
	if (json) out.json(operation);
	else showOperation(out, operation);
	if (isUnderWay(operation)) {
		out.error(`It goes on without this command. Operation: ${plain(operation.id)}`);
		return EXIT.unknown;
	}
	const { failed, queued, skipped } = operation.counts;
	if (failed > 0) return EXIT.bad;
	return queued + skipped > 0 ? EXIT.unknown : EXIT.healthy;
}

async function begin({ api, out }, named, { plan, retry }) {
	const id = await rolloutId(api, named);
	if (retry !== undefined) return api.post(`operations/${encodeURIComponent(retry)}/retry`);
	const planId = plan ?? (await newestPlan({ api, out }, id));
	return api.post(`rollouts/${id}/plans/${encodeURIComponent(planId)}/apply`);
}

/** Says whose plan it is and what it does: another than the one that was looked at may be the newest by now. */
async function newestPlan({ api, out }, id) {
	const { latestPlan } = await api.get(`rollouts/${id}`);
	if (latestPlan === null) throw usageError("There is no plan yet. Make one with: rolebridge rollouts plan");
	const { create, update, adopt, blocked } = latestPlan.counts;
	const counts = `${create} to create, ${update} to update, ${adopt} to adopt, ${blocked} blocked`;
	out.error(plain(`Applying the plan ${latestPlan.id}, made by ${latestPlan.createdBy}: ${counts}.`));
	return latestPlan.id;
}

function isUnderWay({ state }) {
	return state === "queued" || state === "running";
}

function progressOf({ total, counts }) {
	const failed = counts.failed > 0 ? `, ${counts.failed} failed` : "";
	return `${counts.done} of ${total} registered${failed}`;
}

function showOperation(out, { id, state, total, counts, failed }) {
	out.line(
		facts([
			["Operation", id],
			["State", state],
			["Registered", `${counts.done} of ${total}`],
			["Failed", counts.failed],
			["Skipped", counts.skipped],
		]),
	);
	if (failed.length === 0) return;
	const rows = failed.map(({ subject, name, code }) => [subject, name ?? "", code]);
	out.line(`\n${table(["ACCOUNT", "NAME", "WHY"], rows)}`);
	if (counts.failed > failed.length) out.line(`… and ${counts.failed - failed.length} more.`);
	out.line(`\nTry them again with: rolebridge rollouts apply <rollout> --retry ${plain(id)}`);
}
