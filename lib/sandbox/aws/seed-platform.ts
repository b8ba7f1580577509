import {
	DELEGATE_ACCOUNT_ID,
	DELEGATE_ROLE_NAME,
	DEPLOYER_USER_NAME,
	GOV_DELEGATE_ACCOUNT_ID,
} from "../credentials.ts";
import {
	SANDBOX_WORKLOAD_ACCOUNT_ID,
	SANDBOX_WORKLOAD_EXTERNAL_ID,
	SANDBOX_WORKLOAD_ROLE_NAME,
} from "../seed.ts";
import type { JsonObject } from "./json.ts";
import type { SandboxPartition } from "./regions.ts";
import { seedRole, trusting } from "./seed-role.ts";
import { accountKey, accountOf, type World } from "./world.ts";

/** What any platform connector needs, and the right to go on into other accounts. */
const DEPLOY: JsonObject = {
	Version: "2012-10-17",
	Statement: [{ Effect: "Allow", Action: ["ec2:DescribeRegions", "sts:AssumeRole"], Resource: "*" }],
};
const WORKLOAD: JsonObject = {
	Version: "2012-10-17",
	Statement: [
		{
			Effect: "Allow",
			Action: ["ec2:DescribeRegions", "iam:SimulatePrincipalPolicy", "s3:Get*", "s3:List*"],
			Resource: "*",
		},
	],
};

/** A state file of an earlier version has no delegates yet. */
export function isPlatformSeeded({ state }: World): boolean {
	return state.accounts[accountKey("aws", DELEGATE_ACCOUNT_ID)] !== undefined;
}

/** The identities that Harness's delegates and keys are, and an account for them to work in. */
export function seedPlatform(world: World): void {
	seedDelegate(world, "aws", DELEGATE_ACCOUNT_ID);
	seedDelegate(world, "aws-us-gov", GOV_DELEGATE_ACCOUNT_ID);
	const delegates = accountOf(world, "aws", DELEGATE_ACCOUNT_ID);
	delegates.users[DEPLOYER_USER_NAME] = { policies: { deploy: DEPLOY } };
	const workload = accountOf(world, "aws", SANDBOX_WORKLOAD_ACCOUNT_ID);
	workload.name = "Acme workloads";
	const trust = trusting(`arn:aws:iam::${DELEGATE_ACCOUNT_ID}:root`, {
		StringEquals: { "sts:ExternalId": SANDBOX_WORKLOAD_EXTERNAL_ID },
	});
	seedRole(workload, SANDBOX_WORKLOAD_ROLE_NAME, trust, { work: WORKLOAD });
	world.changed();
}

function seedDelegate(world: World, partition: SandboxPartition, accountId: string): void {
	const account = accountOf(world, partition, accountId);
	account.name = "Acme tooling";
	const trust = trusting(`arn:${partition}:iam::${accountId}:root`);
	seedRole(account, DELEGATE_ROLE_NAME, trust, { deploy: DEPLOY });
}
