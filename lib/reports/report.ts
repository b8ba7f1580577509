import type { CheckResult, JsonValue, Outcome } from "#lib/domain/check.ts";
import type { ConnectorStatus, Proof } from "#lib/domain/connector.ts";
import type { Destination } from "#lib/domain/destination.ts";
import type { Feature } from "#lib/domain/features.ts";
import type { HealthState } from "#lib/domain/health.ts";

/** What a report of one connector states. Dates are ISO 8601 in UTC; nothing in it is a secret. */
export type ConnectorReport = {
	readonly kind: "rolebridge-connector-report";
	readonly issuedAt: string;
	readonly installation: { readonly mode: "sandbox" | "live" };
	readonly connector: {
		readonly id: string;
		readonly name: string;
		readonly destination: Destination;
		readonly awsAccountId: string;
		readonly partition: string;
		readonly roleArn: string | null;
		readonly features: readonly Feature[];
		readonly status: ConnectorStatus;
		readonly proof: Proof;
		readonly registeredAt: string | null;
	};
	readonly health: {
		readonly state: HealthState;
		readonly since: string;
		/** Past it the state proves nothing; null: it does not expire. */
		readonly validUntil: string | null;
		readonly reasons: readonly string[];
		readonly lastProofAt: string | null;
	};
	readonly checks: readonly ReportedCheck[];
	readonly audit: readonly { readonly at: string; readonly actor: string; readonly action: string }[];
};

export type ReportedCheck = {
	readonly checkId: CheckResult["checkId"];
	readonly title: string;
	/** Already `unknown` when the result was past its limit when the report was made. */
	readonly outcome: Outcome;
	readonly code: string | null;
	readonly observed: string;
	readonly checkedAt: string;
	readonly awsRequestId: string | null;
	readonly region: string | null;
	readonly details: JsonValue;
};

/** A report of all connectors: totals, and one line for each. */
export type FleetReport = {
	readonly kind: "rolebridge-fleet-report";
	readonly issuedAt: string;
	readonly installation: { readonly mode: "sandbox" | "live" };
	readonly totals: Readonly<Record<string, number>>;
	readonly connectors: readonly FleetLine[];
	/** False: there are more connectors than a report carries. */
	readonly isComplete: boolean;
};
export type FleetLine = {
	readonly id: string;
	readonly name: string;
	readonly awsAccountId: string;
	readonly state: HealthState;
	readonly since: string | null;
	readonly proof: Proof;
	readonly lastProofAt: string | null;
};

/** The file that is handed on: whoever changes a byte of `report` breaks the signature. */
export type SignedReport = {
	readonly report: ConnectorReport | FleetReport;
	readonly signature: {
		readonly algorithm: "Ed25519";
		/** SubjectPublicKeyInfo, DER, base64url. */
		readonly publicKey: string;
		/** Of the report's canonical JSON: keys sorted, no white space. */
		readonly value: string;
	};
};
