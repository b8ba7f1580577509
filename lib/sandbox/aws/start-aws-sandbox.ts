import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import { answerConsole } from "../console/answer-console.ts";
import { answerAdmin } from "./admin.ts";
import { RESOURCE_TYPES } from "./cloudformation/resource-types.ts";
import { resumeStackSets } from "./cloudformation/stack-set-queue.ts";
import { resumeStacks } from "./cloudformation/stacks.ts";
import { AwsError, ConnectionReset } from "./errors.ts";
import { type HttpReply, jsonReply, readRequest, writeReply } from "./http.ts";
import { answerAws } from "./router.ts";
import { isOrganizationSeeded, seedOrganization } from "./seed-organization.ts";
import { isPlatformSeeded, seedPlatform } from "./seed-platform.ts";
import { emptyState, publishTemplates, seedState } from "./seed-state.ts";
import type { HttpRequest } from "./sigv4.ts";
import type { AwsState, FaultSettings } from "./state.ts";
import { loadState, stateWriter } from "./state-file.ts";
import type { World } from "./world.ts";

export type AwsSandboxOptions = {
	/** 0: any free port. */
	readonly port: number;
	readonly host?: string;
	/** Where accounts, roles and stacks are kept; null: only in memory. */
	readonly stateFile?: string | null;
	/** Epoch milliseconds. */
	readonly now?: () => number;
	/** How long a new role or trust policy takes to reach STS. */
	readonly propagationDelayMs?: number;
	/** How long CloudFormation takes for each resource. */
	readonly stackStepMs?: number;
	/** How long a stack set takes for each stack instance; absent: as long as a stack for a resource. */
	readonly stackSetStepMs?: number;
	/** Requests a second that STS takes from one account in one region; 0: any number. */
	readonly stsQuota?: number;
	/** The folder of the templates that are published at their S3 address. */
	readonly templatesDirectory?: string;
};

export type AwsSandbox = { readonly url: string; readonly port: number; close(): Promise<void> };

const PUBLISHED_TEMPLATES = fileURLToPath(new URL("../../../public/templates", import.meta.url));

function defaultFaults(options: AwsSandboxOptions): FaultSettings {
	return {
		propagationDelayMs: options.propagationDelayMs ?? 2000,
		stackStepMs: options.stackStepMs ?? 150,
		stackSetStepMs: options.stackSetStepMs ?? options.stackStepMs ?? 150,
		stackSetConcurrency: 0,
		rules: [],
		organizationDenies: [],
		disabledRegions: [],
		verifierNotAllowed: false,
		stsQuota: options.stsQuota ?? 0,
	};
}

/** Starts the server that plays AWS. A state file from an earlier run is taken up again. */
export async function startAwsSandbox(options: AwsSandboxOptions): Promise<AwsSandbox> {
	const file = options.stateFile ?? null;
	const stored = file === null ? null : loadState(file);
	let state = stored ?? emptyState(defaultFaults(options));
	const writer = stateWriter(file, () => state);
	const templates = options.templatesDirectory ?? PUBLISHED_TEMPLATES;
	const world: World & { reset(): void } = {
		get state(): AwsState {
			return state;
		},
		now: options.now ?? Date.now,
		changed: writer.changed,
		requests: [],
		resourceTypes: RESOURCE_TYPES,
		reset() {
			state = emptyState(defaultFaults(options));
			world.requests.length = 0;
			seedState(world);
			publishTemplates(world, templates);
			writer.changed();
		},
	};
	if (options.stsQuota !== undefined) state.faults.stsQuota = options.stsQuota;
	if (stored === null) world.reset();
	else {
		publishTemplates(world, templates);
		// A sandbox of an earlier version has none yet.
		if (!isOrganizationSeeded(world)) seedOrganization(world);
		if (!isPlatformSeeded(world)) seedPlatform(world);
		resumeStacks(world);
		resumeStackSets(world);
	}
	const server = createServer((incoming, outgoing) => void serve(world, incoming, outgoing));
	// Longer than any client keeps a connection for later: what is sent just then would be lost.
	server.keepAliveTimeout = 120_000;
	const host = options.host ?? "127.0.0.1";
	const port = await listen(server, options.port, host);
	return {
		url: `http://${host}:${port}`,
		port,
		async close() {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
			writer.flush();
		},
	};
}

async function listen(server: Server, port: number, host: string): Promise<number> {
	await new Promise<void>((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, host, resolve);
	});
	const address = server.address();
	return typeof address === "object" && address !== null ? address.port : port;
}

async function serve(
	world: World & { reset(): void },
	incoming: IncomingMessage,
	outgoing: ServerResponse,
): Promise<void> {
	try {
		const request = await readRequest(incoming);
		writeReply(outgoing, await answer(world, request));
	} catch (error) {
		if (error instanceof ConnectionReset) incoming.socket.destroy();
		else
			writeReply(
				outgoing,
				jsonReply({ message: error instanceof Error ? error.message : String(error) }, 500),
			);
	}
}

async function answer(world: World & { reset(): void }, request: HttpRequest): Promise<HttpReply> {
	const isAdmin = request.path.startsWith("/_sandbox/");
	const isConsole =
		/^\/(console|start)(\/|$)/.test(request.path) && request.headers.authorization === undefined;
	if (!isAdmin && !isConsole) return answerAws(world, request);
	if (isForeign(request)) return jsonReply({ message: "This page may not call the sandbox." }, 403);
	try {
		return isAdmin ? await answerAdmin(world, request) : answerConsole(world, request);
	} catch (error) {
		if (error instanceof AwsError)
			return jsonReply({ code: error.code, message: error.message }, error.status);
		throw error;
	}
}

/** A page of another origin in the same browser. */
function isForeign(request: HttpRequest): boolean {
	const origin = request.headers.origin;
	return origin !== undefined && origin !== `http://${request.headers.host ?? ""}`;
}
