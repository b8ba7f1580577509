import type { ConnectorSenderLink, LaunchLive, ReceiverView } from "#lib/launch-links/view.ts";

const NOW = Date.UTC(2026, 10, 22, 10, 0);

export const LIVE: LaunchLive = {
	now: NOW,
	state: "open",
	requestVersion: 1,
	stage: "waiting",
	code: null,
	observed: null,
	isAsking: false,
	askedAt: NOW - 6_000,
	nextAt: NOW + 4_000,
	patienceEndsAt: null,
	actedAt: null,
	completedAt: null,
	proofs: [],
	offer: null,
};

/** A request for costs, an inventory and AutoStopping, as somebody may get it. */
export function receiverView(changes: Partial<ReceiverView> = {}): ReceiverView {
	return {
		id: "q7mzk2vx8r4t",
		kind: "connect",
		destination: "harness-ccm",
		mode: "live",
		sender: { name: "Mara Lindqvist", email: "mara.lindqvist@example.com" },
		note: "Hello Jo, as we said on Thursday: this is the payer account.\nNo hurry, before the month ends is fine.",
		createdAt: NOW - 2 * 3_600_000,
		expiresAt: NOW + 7 * 86_400_000,
		checkWords: ["harbour", "violin", "acorn", "ledger"],
		account: { id: "123456789012", name: "Payer account", partition: "aws" },
		role: {
			name: "HarnessCERole",
			path: "/",
			arn: "arn:aws:iam::123456789012:role/HarnessCERole",
			permissionsBoundaryArn: "",
		},
		trust: {
			harness: {
				awsAccountId: "891928451355",
				principalArn: "arn:aws:iam::891928451355:root",
				externalId: "harness:891928451355:lnFZRF6jQO6tQnB9xxXXXx",
			},
			verifier: {
				awsAccountId: "210987654321",
				principalArn: "arn:aws:iam::210987654321:role/rolebridge",
				externalId: "rb-5d9f0c1e7a",
				otherExternalId: null,
			},
		},
		requirements: {
			features: ["BILLING", "VISIBILITY", "OPTIMIZATION"],
			autoStopping: ["EC2"],
			governancePolicyArns: [],
			commitmentWrite: false,
		},
		costReportType: "CUR2.0",
		difference: null,
		changedSinceSent: null,
		upgrade: null,
		template: {
			source: "ours",
			url: "https://rolebridge-templates.s3.amazonaws.com/harness-ccm-role/9f31.yaml?versionId=k3",
			sha256: "9f31a4be0c77d2e5518f60c8a93b4417de2250f7c1936b8e04aa71d3f2b9c07e",
			version: "2026-11-22",
			ownPath: "/templates/harness-ccm-role.yaml",
			ownSha256: "9f31a4be0c77d2e5518f60c8a93b4417de2250f7c1936b8e04aa71d3f2b9c07e",
		},
		way: {
			kind: "create",
			url: "https://us-east-1.console.aws.amazon.com/cloudformation/home#/stacks/create/review",
			region: "us-east-1",
			stackName: "harness-ce-iam-role-stack",
			parameters: { ExternalId: "harness:891928451355:lnFZRF6jQO6tQnB9xxXXXx" },
			cliCommand:
				"aws cloudformation create-stack \\\n  --region us-east-1 \\\n  --stack-name harness-ce-iam-role-stack",
			terraform: 'resource "aws_cloudformation_stack" "harness" {\n  name = "harness-ce-iam-role-stack"\n}',
		},
		undo: {
			stackName: "harness-ce-iam-role-stack",
			region: "us-east-1",
			isKnown: false,
			stackUrl: "https://us-east-1.console.aws.amazon.com/cloudformation/home#/stacks",
			cliCommand:
				"aws cloudformation delete-stack \\\n  --region us-east-1 \\\n  --stack-name harness-ce-iam-role-stack",
		},
		offerable: ["VISIBILITY", "OPTIMIZATION"],
		live: LIVE,
		...changes,
	};
}

export function senderLink(changes: Partial<ConnectorSenderLink> = {}): ConnectorSenderLink {
	return {
		id: "q7mzk2vx8r4t",
		kind: "connect",
		state: "open",
		connectorId: "c1",
		rolloutId: null,
		name: "Payer account",
		awsAccountId: "123456789012",
		note: "",
		createdBy: "Mara Lindqvist",
		createdAt: NOW - 3_600_000,
		expiresAt: NOW + 7 * 86_400_000,
		openings: 0,
		firstOpenedAt: null,
		lastOpenedAt: null,
		actedAt: null,
		completedAt: null,
		revokedAt: null,
		declinedAt: null,
		declineMessage: "",
		checkWords: ["harbour", "violin", "acorn", "ledger"],
		offer: null,
		...changes,
	};
}
