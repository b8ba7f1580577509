/** The queues, as producer and worker know them. Payloads are ids only. */
export const QUEUES = {
	/** Whatever is due for one connector. At most one waiting and one running a connector. */
	checkConnector: {
		name: "check-connector",
		policy: "stately",
		retryLimit: 2,
		retryDelay: 2,
		expireInSeconds: 180,
	},
	/** Our own side: identity, canary, Harness key. */
	checkVerifier: { name: "check-verifier", policy: "stately", retryLimit: 1, expireInSeconds: 120 },
	/** What CloudFormation says of the template that links use. */
	checkTemplate: { name: "check-template", policy: "stately", retryLimit: 1, expireInSeconds: 120 },
	/** Raw results past their retention, and what else has grown old. */
	pruneHistory: {
		name: "prune-history",
		policy: "stately",
		retryLimit: 2,
		retryDelay: 60,
		expireInSeconds: 3_600,
	},
	/** Connectors by state, for the fleet chart. */
	snapshotFleet: { name: "snapshot-fleet", policy: "stately", retryLimit: 1, expireInSeconds: 60 },
	/** Drafts that nobody ever filled in. */
	deleteEmptyDrafts: { name: "delete-empty-drafts", policy: "stately", retryLimit: 1, expireInSeconds: 60 },
	/** One bulk operation. It may take long; a worker that died is found by its missing heartbeat. */
	runOperation: {
		name: "run-operation",
		policy: "stately",
		retryLimit: 5,
		retryDelay: 5,
		expireInSeconds: 3_600,
		heartbeatSeconds: 30,
	},
	/** Operations whose slice got lost with its worker. */
	resumeOperations: { name: "resume-operations", policy: "stately", retryLimit: 0, expireInSeconds: 60 },
	/** How far a change of features or of the external ID has come. */
	advanceChanges: {
		name: "advance-changes",
		policy: "stately",
		retryLimit: 2,
		retryDelay: 5,
		expireInSeconds: 90,
	},
	/** Whether a role of which only Harness could speak trusts us by now. */
	proveDirect: {
		name: "prove-direct",
		policy: "stately",
		retryLimit: 1,
		retryDelay: 5,
		expireInSeconds: 180,
	},
	/** Whether the bucket of a report's stack exists by now. */
	seeReportBucket: { name: "see-report-bucket", policy: "stately", retryLimit: 1, expireInSeconds: 60 },
	/** Whether an offboarded role refuses us by now. */
	proveRefusal: {
		name: "prove-refusal",
		policy: "stately",
		retryLimit: 2,
		retryDelay: 5,
		expireInSeconds: 60,
	},
	/** What AWS says of a rollout's organization and stack set. */
	reconcileRollout: {
		name: "reconcile-rollout",
		policy: "stately",
		retryLimit: 1,
		retryDelay: 10,
		expireInSeconds: 300,
	},
	/** Whether a role has what was chosen in the permission library. */
	answerPermissionQuestion: {
		name: "answer-permission-question",
		policy: "stately",
		retryLimit: 1,
		retryDelay: 2,
		expireInSeconds: 90,
	},
	/** What registering a rollout would do in Harness. */
	planRollout: {
		name: "plan-rollout",
		policy: "stately",
		retryLimit: 1,
		retryDelay: 5,
		expireInSeconds: 300,
	},
	/** The e-mails about one change of trust. */
	tellAdministrators: {
		name: "tell-administrators",
		policy: "stately",
		retryLimit: 5,
		retryDelay: 60,
		expireInSeconds: 300,
	},
	/** Where the audit log ends, told to the outside each hour. */
	exportAuditHead: { name: "export-audit-head", policy: "stately", retryLimit: 2, expireInSeconds: 120 },
	/** Every night: whether the audit log's chain holds. */
	verifyAudit: {
		name: "verify-audit",
		policy: "stately",
		retryLimit: 2,
		retryDelay: 60,
		expireInSeconds: 3_600,
	},
	/** What Harness says of every connector, from its list. */
	sweepHarness: { name: "sweep-harness", policy: "stately", retryLimit: 0, expireInSeconds: 840 },
} as const;

export type AdvanceChangesPayload = { readonly connectorId: string };
export type CheckConnectorPayload = { readonly connectorId: string };
export type TellAdministratorsPayload = { readonly noticeId: string };
export type ReconcileRolloutPayload = { readonly rolloutId: string };
export type AnswerPermissionQuestionPayload = { readonly questionId: string };
export type PlanRolloutPayload = { readonly planId: string };
export type RunOperationPayload = { readonly operationId: string };
