// How often a second the two pure functions run that every fleet leans on. One core; the figures are of this machine.
import { quickCreateUrl } from "#lib/domain/quick-create-url.ts";
import { decideAssumeRole } from "#lib/domain/trust-policy.ts";
import { median, print } from "./figures.ts";

const ROUNDS = 7;
const ROUND_MS = 300;
const BATCH = 200;

/** Links and trust decisions a second, each the median of several rounds. */
export async function measureRates(): Promise<void> {
	print("launch links", `${perSecond(buildLink).toLocaleString("en")} /s`, "limit 100,000 /s");
	print("trust decisions", `${perSecond(decide).toLocaleString("en")} /s`, "limit 50,000 /s");
}

function perSecond(run: (turn: number) => number): number {
	let used = 0;
	const rounds = Array.from({ length: ROUNDS + 1 }, () => {
		const startedAt = performance.now();
		let turns = 0;
		while (performance.now() - startedAt < ROUND_MS) {
			for (let index = 0; index < BATCH; index += 1) used += run(turns + index);
			turns += BATCH;
		}
		return turns / ((performance.now() - startedAt) / 1_000);
	});
	// What is computed is used, so that no compiler may leave it out.
	if (used === 0) throw new Error("The bench measured nothing.");
	return Math.round(median(rounds.slice(1)));
}

/** A link as the wizard hands it out: every parameter of the template, and a value that needs encoding. */
function buildLink(turn: number): number {
	const link = quickCreateUrl({
		partition: "aws",
		region: "us-east-1",
		templateUrl: "https://templates.s3.us-east-1.amazonaws.com/harness-ccm-role.yaml?versionId=3sL4kqtJlcpX",
		stackName: "harness-ce-iam-role-stack",
		parameters: { ...PARAMETERS, ExpectedAccountId: String(100_000_000_000 + turn) },
	});
	return link.length;
}

const HARNESS_ID = "harness:891928451355:EfOfrUbHTtupeZjUqxlHBg";
const PARAMETERS = {
	PrincipalBilling: "arn:aws:iam::891928451355:root",
	ExternalId: HARNESS_ID,
	BucketName: "acme-cost-reports",
	RoleName: "HarnessCERole",
	BillingEnabled: "true",
	EventsEnabled: "true",
	OptimizationEnabled: "false",
	GovernanceEnabled: "false",
	CommitmentOrchestratorEnabled: "false",
	CostReportType: "CUR2.0",
	VerifierAccountId: "555566667777",
	VerifierPrincipalArn: "arn:aws:iam::555566667777:role/rolebridge-verifier",
	VerifierExternalId: "rb-0123456789abcdefghjkmnpqrstvwxyz",
};

const VERIFIER = PARAMETERS.VerifierPrincipalArn;
/** The two-statement trust of our own template. */
const POLICY = {
	Version: "2012-10-17",
	Statement: [
		{
			Effect: "Allow",
			Principal: { AWS: PARAMETERS.PrincipalBilling },
			Action: "sts:AssumeRole",
			Condition: { StringEquals: { "sts:ExternalId": HARNESS_ID } },
		},
		{
			Effect: "Allow",
			Principal: { AWS: "arn:aws:iam::555566667777:root" },
			Action: "sts:AssumeRole",
			Condition: {
				ArnEquals: { "aws:PrincipalArn": VERIFIER },
				StringEquals: { "sts:ExternalId": PARAMETERS.VerifierExternalId },
				StringLike: { "sts:RoleSessionName": "rolebridge-*" },
			},
		},
	],
};

/** In turn the right external ID and a wrong one. */
function decide(turn: number): number {
	const externalId = turn % 2 === 0 ? PARAMETERS.VerifierExternalId : `${PARAMETERS.VerifierExternalId}x`;
	const request = { principalArn: VERIFIER, externalId, sessionName: "rolebridge-bench" };
	return decideAssumeRole({ policy: POLICY, ...request }).decision.length;
}
