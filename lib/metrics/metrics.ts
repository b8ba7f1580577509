import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

const SECONDS_OF_A_CHECK = [0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 2, 3, 5, 10, 20, 60];
const SECONDS_OF_A_REQUEST = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const SECONDS_OF_A_STATEMENT = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

/** Everything a process counts, each with what it means. docs/operations.md says the same at more length. */
export function createMetrics() {
	const registry = new Registry();
	const registers = [registry];
	collectDefaultMetrics({ register: registry });
	return {
		registry,
		checks: new Counter({
			name: "rolebridge_checks_total",
			help: "Results of checks that were stored, by check, outcome and failure code.",
			labelNames: ["check", "outcome", "code"],
			registers,
		}),
		verificationSeconds: new Histogram({
			name: "rolebridge_verification_duration_seconds",
			help: "How long the verification of one connector took.",
			buckets: SECONDS_OF_A_CHECK,
			registers,
		}),
		evidenceDropped: new Counter({
			name: "rolebridge_evidence_dropped_total",
			help: "Verifications that were not stored: another worker had taken over, or the connector is gone.",
			registers,
		}),
		budgetTaken: new Counter({
			name: "rolebridge_budget_taken_total",
			help: "Requests to STS and Harness that the shared budget granted to this process.",
			labelNames: ["budget"],
			registers,
		}),
		budgetLowered: new Counter({
			name: "rolebridge_budget_lowered_total",
			help: "Times that this process lowered a shared budget because the other side throttled.",
			labelNames: ["budget"],
			registers,
		}),
		requestSeconds: new Histogram({
			name: "rolebridge_http_request_duration_seconds",
			help: "From a request's first line to the end of its answer.",
			labelNames: ["method", "route", "status"],
			buckets: SECONDS_OF_A_REQUEST,
			registers,
		}),
		statementSeconds: new Histogram({
			name: "rolebridge_db_statement_duration_seconds",
			help: "How long PostgreSQL took for one statement, without the wait for a connection.",
			labelNames: ["statement"],
			buckets: SECONDS_OF_A_STATEMENT,
			registers,
		}),
		...sharedGauges(registers),
	};
}
export type Metrics = ReturnType<typeof createMetrics>;

/** What the database knows for all processes together; only the web process shows it. */
function sharedGauges(registers: Registry[]) {
	return {
		databaseUp: new Gauge({
			name: "rolebridge_database_up",
			help: "1 while the database answered when this was asked for.",
			registers,
		}),
		dueLagSeconds: new Gauge({
			name: "rolebridge_due_lag_seconds",
			help: "How long the longest due connector has waited for a worker.",
			registers,
		}),
		dueConnectors: new Gauge({
			name: "rolebridge_due_connectors",
			help: "Connectors that are due and not yet looked at.",
			registers,
		}),
		queueWaiting: new Gauge({
			name: "rolebridge_queue_waiting",
			help: "Jobs that could start now and wait for a worker.",
			labelNames: ["queue"],
			registers,
		}),
		queueOldestSeconds: new Gauge({
			name: "rolebridge_queue_oldest_seconds",
			help: "How long the oldest of them has waited.",
			labelNames: ["queue"],
			registers,
		}),
		auditEntries: new Gauge({
			name: "rolebridge_audit_entries",
			help: "Entries in the audit log's chain. It never falls.",
			registers,
		}),
		auditIntact: new Gauge({
			name: "rolebridge_audit_chain_intact",
			help: "1 when the last verification found the audit log's chain whole, 0 when it was broken.",
			registers,
		}),
		auditVerifiedSeconds: new Gauge({
			name: "rolebridge_audit_verified_timestamp_seconds",
			help: "When the audit log's chain was last verified, in seconds since 1970.",
			registers,
		}),
		auditUnsent: new Gauge({
			name: "rolebridge_audit_stream_waiting",
			help: "Entries that have not arrived at the audit log's webhook, where one is switched on.",
			registers,
		}),
		rolloutsUnread: new Gauge({
			name: "rolebridge_rollouts_unread",
			help: "Launched organizations that AWS showed once and has not shown for over an hour.",
			registers,
		}),
		budgetTokens: new Gauge({
			name: "rolebridge_budget_tokens",
			help: "Requests that were left in a shared budget when it was last drawn on.",
			labelNames: ["budget"],
			registers,
		}),
		budgetRate: new Gauge({
			name: "rolebridge_budget_rate",
			help: "Requests a second that a shared budget allows now; throttling lowers it for a while.",
			labelNames: ["budget"],
			registers,
		}),
	};
}

// One a process, also where a bundler loads this module more than once.
const shared = globalThis as typeof globalThis & { rolebridgeMetrics?: Metrics };

export function processMetrics(): Metrics {
	shared.rolebridgeMetrics ??= createMetrics();
	return shared.rolebridgeMetrics;
}
