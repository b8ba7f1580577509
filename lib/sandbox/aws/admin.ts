import { randomUUID } from "node:crypto";
import {
	organizationView,
	postJoin,
	postLeave,
	postMove,
	postState,
	putDelegate,
	putOrganization,
	putPolicy,
	putTrust,
} from "./admin-organizations.ts";
import {
	accountIn,
	putAccount,
	putBucket,
	putMany,
	putObject,
	putReport,
	putRole,
} from "./admin-resources.ts";
import { AwsError } from "./errors.ts";
import { type HttpReply, jsonReply } from "./http.ts";
import { isObject, type JsonObject, listOf, objectOf, stringOf, stringsOf } from "./json.ts";
import { findOrganization } from "./organization.ts";
import type { HttpRequest } from "./sigv4.ts";
import type { FaultRule, OrganizationDeny } from "./state.ts";
import { forgetStsRate, stsRate } from "./sts-quota.ts";
import type { World } from "./world.ts";

type AdminWorld = World & { reset(): void };
type AdminAction = (world: AdminWorld, body: JsonObject, query: URLSearchParams) => unknown;

/** The switches under `/_sandbox/`; docs/sandbox.md describes each. */
const ACTIONS: Readonly<Record<string, AdminAction>> = {
	"GET health": () => ({ ready: true }),
	"GET state": (world) => world.state,
	"POST reset": (world) => world.reset(),
	"GET requests": (world, _body, query) =>
		world.requests.filter((record) =>
			(["service", "action", "account", "targetAccount"] as const).every(
				(field) => !query.has(field) || record[field] === query.get(field),
			),
		),
	"DELETE requests": (world) => {
		world.requests.length = 0;
	},
	"GET sts-rate": (world) => ({ seconds: stsRate(world) }),
	"DELETE sts-rate": forgetStsRate,
	"GET faults": (world) => world.state.faults,
	"PATCH faults": patchFaults,
	"DELETE faults": clearFaults,
	"POST faults/rules": addRule,
	"POST faults/organization-denies": addOrganizationDeny,
	"PUT accounts": putAccount,
	"PUT roles": putRole,
	"PUT many": putMany,
	"PUT organizations": putOrganization,
	"GET organizations": (world, _body, query) => {
		const account = accountIn(world, { account: query.get("account") ?? "" });
		const found = findOrganization(world, account);
		return found === null ? null : organizationView(found);
	},
	"POST organizations/join": postJoin,
	"POST organizations/leave": postLeave,
	"POST organizations/move": postMove,
	"POST organizations/state": postState,
	"PUT organizations/trust": putTrust,
	"PUT organizations/delegates": putDelegate,
	"PUT organizations/policies": putPolicy,
	"PUT reports": putReport,
	"PUT buckets": putBucket,
	"PUT objects": putObject,
};

export async function answerAdmin(world: AdminWorld, request: HttpRequest): Promise<HttpReply> {
	const name = `${request.method} ${request.path.slice("/_sandbox/".length)}`;
	const run = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
	if (run === undefined) return jsonReply({ message: `There is no ${name} under /_sandbox/.` }, 404);
	const result = run(world, readBody(request), new URLSearchParams(request.query));
	if (request.method !== "GET") world.changed();
	return result === undefined ? { status: 204, body: "" } : jsonReply(result);
}

function readBody(request: HttpRequest): JsonObject {
	const text = Buffer.from(request.body).toString("utf8");
	if (text === "") return {};
	try {
		const body: unknown = JSON.parse(text);
		if (isObject(body)) return body;
	} catch {
		// Falls through: not a JSON object either way.
	}
	throw new AwsError("BadRequest", "The body must be a JSON object.");
}

function optionalNumber(value: unknown): number | undefined {
	return typeof value === "number" ? value : undefined;
}

function patchFaults(world: AdminWorld, body: JsonObject): unknown {
	const { faults } = world.state;
	faults.propagationDelayMs = optionalNumber(body.propagationDelayMs) ?? faults.propagationDelayMs;
	faults.stackStepMs = optionalNumber(body.stackStepMs) ?? faults.stackStepMs;
	faults.stackSetStepMs = optionalNumber(body.stackSetStepMs) ?? faults.stackSetStepMs;
	faults.stackSetConcurrency = optionalNumber(body.stackSetConcurrency) ?? faults.stackSetConcurrency;
	faults.stsQuota = optionalNumber(body.stsQuota) ?? faults.stsQuota ?? 0;
	if (typeof body.verifierNotAllowed === "boolean") faults.verifierNotAllowed = body.verifierNotAllowed;
	if (body.disabledRegions !== undefined)
		faults.disabledRegions = listOf(body.disabledRegions).map((entry) => {
			const { region, account } = objectOf(entry);
			return { region: stringOf(region) ?? "", account: stringOf(account) };
		});
	return faults;
}

/** Takes back every rule and deny; the delays stay as they are. */
function clearFaults(world: AdminWorld): void {
	Object.assign(world.state.faults, {
		rules: [],
		organizationDenies: [],
		disabledRegions: [],
		verifierNotAllowed: false,
	});
}

const KINDS = ["throttle", "error", "latency", "reset"] as const;

function addRule(world: AdminWorld, body: JsonObject): FaultRule {
	const kind = KINDS.find((candidate) => candidate === body.kind);
	if (kind === undefined) throw new AwsError("BadRequest", `kind must be one of ${KINDS.join(", ")}.`);
	const rule: FaultRule = {
		id: randomUUID(),
		kind,
		service: stringOf(body.service),
		action: stringOf(body.action),
		account: stringOf(body.account),
		perSecond: optionalNumber(body.perSecond),
		ms: optionalNumber(body.ms),
		status: optionalNumber(body.status),
		code: stringOf(body.code),
		message: stringOf(body.message),
		times: optionalNumber(body.times),
	};
	world.state.faults.rules.push(rule);
	return rule;
}

function addOrganizationDeny(world: AdminWorld, body: JsonObject): OrganizationDeny {
	const deny: OrganizationDeny = {
		id: randomUUID(),
		account: stringOf(body.account) ?? "",
		actions: stringsOf(body.actions ?? ["sts:AssumeRole"]),
		type: body.type === "RESOURCE_CONTROL_POLICY" ? body.type : "SERVICE_CONTROL_POLICY",
	};
	if (!/^\d{12}$/.test(deny.account)) throw new AwsError("BadRequest", "account must have 12 digits.");
	world.state.faults.organizationDenies.push(deny);
	return deny;
}
