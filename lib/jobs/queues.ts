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
	/** Drafts that nobody ever filled in. */
	deleteEmptyDrafts: { name: "delete-empty-drafts", policy: "stately", retryLimit: 1, expireInSeconds: 60 },
} as const;

export type CheckConnectorPayload = { readonly connectorId: string };
