import { EXIT, exitOfState, exitOfStates } from "./exit-codes.mjs";
import { connectorId } from "./find-connector.mjs";
import { facts, moment, table } from "./table.mjs";

const EVERYTHING = 1_000_000;
const POLL_MS = 2_000;

/** The filters of the API, as options leave them. */
export function filterOf({ search, health, proof, feature, tag, partition, type, kind }) {
	return { q: search, health, proof, feature, tag, partition, type, kind };
}

export async function listConnectors({ api, out }, { json, limit = EVERYTHING, ...options }) {
	const found = [];
	for await (const connector of api.items("connectors", filterOf(options), limit)) found.push(connector);
	if (json) out.json(found);
	else if (found.length === 0) out.line("No connector matches.");
	else {
		const rows = found.map(({ health, name, awsAccountId, type, proof, id }) => [
			...[health.state, moment(health.since), name ?? "(draft)", awsAccountId ?? "", type, proof, id],
		]);
		out.line(table(["HEALTH", "SINCE", "NAME", "AWS ACCOUNT", "TYPE", "PROOF", "ID"], rows));
	}
	return exitOfStates(found.map(({ health }) => health.state));
}

export async function getConnector({ api, out }, named, { json }) {
	const id = await connectorId(api, named);
	const [connector, checks] = await Promise.all([
		api.get(`connectors/${id}`),
		api.get(`connectors/${id}/checks`),
	]);
	show(out, connector, checks, json);
	return exitOfState(connector.health.state);
}

/** Without `wait` nothing is known yet when it ends. */
export async function verifyConnector({ api, out, sleep, now }, named, { json, wait, timeout = 300 }) {
	const id = await connectorId(api, named);
	let operation = await api.post(`connectors/${id}/verify`);
	if (!wait) {
		if (json) out.json(operation);
		else
			out.line(
				`Asked for: operation ${operation.id} is ${operation.state}. With --wait this command tells the result.`,
			);
		return EXIT.unknown;
	}
	const until = now() + timeout * 1_000;
	while (operation.state === "queued" || operation.state === "running") {
		if (now() >= until) {
			out.error(
				`Still ${operation.state} after ${timeout} s. The checks go on; ask again with: rolebridge connectors get ${id}`,
			);
			return EXIT.unknown;
		}
		await sleep(POLL_MS);
		operation = await api.get(`operations/${operation.id}`);
	}
	const [connector, checks] = await Promise.all([
		api.get(`connectors/${id}`),
		api.get(`connectors/${id}/checks`),
	]);
	show(out, connector, checks, json);
	if (operation.state === "done") return exitOfState(connector.health.state);
	out.error(`The verification ended without a result (${operation.state}). What is shown was known before.`);
	return EXIT.unknown;
}

/** Of a connector of type Aws: how Harness signs in, and from where. */
function platformFacts(platform) {
	if (platform === null || platform === undefined) return [];
	const { scope, credential, crossAccount, region, connectivity, tasks } = platform;
	const place = [scope.orgId, scope.projectId].filter((part) => part !== null).join("/");
	return [
		["Scope", place === "" ? scope.kind : `${scope.kind} ${place}`],
		["Credentials", credential?.type],
		["STS role", crossAccount?.roleArn],
		["Test region", region],
		["Through", connectivity === null ? null : [connectivity.through, ...connectivity.selectors].join(" ")],
		["Tasks", tasks.join(", ")],
	];
}

function show(out, connector, checks, json) {
	if (json) {
		out.json({ ...connector, checks: checks.items });
		return;
	}
	const { name, id, awsAccountId, type, health, proof, roleArn, features, status, url } = connector;
	out.line(
		facts([
			["Connector", name ?? "(draft)"],
			["Id", id],
			["AWS account", awsAccountId],
			["Type", type],
			["Status", status],
			["Health", health.state],
			["Since", moment(health.since)],
			["Last proof", moment(health.lastProofAt)],
			["Why", health.reason?.observed ?? health.reason?.code],
			["Proof", proof === "direct" ? "own checks" : "Harness's word"],
			["Role", roleArn],
			["Features", features.join(", ")],
			...platformFacts(connector.platform),
			["Page", url],
		]),
	);
	if (checks.items.length === 0) return;
	const rows = checks.items.map(({ id: check, outcome, isExpired, checkedAt, code, observed }) => [
		isExpired ? `${outcome} (too old)` : outcome,
		check,
		moment(checkedAt),
		code === null ? "" : `${code}: ${observed}`,
	]);
	out.line(`\n${table(["OUTCOME", "CHECK", "AT", "FINDING"], rows)}`);
	const fixes = [
		...new Set(checks.items.flatMap(({ outcome, fixes: found }) => (outcome === "failed" ? found : []))),
	];
	if (fixes.length > 0) out.line(`\nWhat to do:\n${fixes.map((fix) => `- ${fix}`).join("\n")}`);
}
