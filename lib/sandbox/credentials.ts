/**
 * The identities that the sandbox knows. They are made up, open nothing but the sandbox, and are written
 * down so that start scripts and tests can put them into AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
 */

export type SandboxCredentials = {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	readonly partition: "aws" | "aws-us-gov";
	readonly accountId: string;
	/** The IAM principal whose policies count. */
	readonly principalArn: string;
	/** The ARN that GetCallerIdentity answers. */
	readonly callerArn: string;
};

/** The account of whoever runs Rolebridge. */
export const OPERATOR_ACCOUNT_ID = "555566667777";
export const GOV_OPERATOR_ACCOUNT_ID = "555566667788";
/** The account of Harness's own principal (US production cluster). */
export const HARNESS_ACCOUNT_ID = "891928451355";
export const GOV_HARNESS_ACCOUNT_ID = "147449478367";
export const VERIFIER_ROLE_NAME = "rolebridge-verifier";
/** The role without permissions by which the verifier checks its own side. */
export const CANARY_ROLE_NAME = "rolebridge-canary";
export const HARNESS_USER_NAME = "ce-harness";

export const OPERATOR_CREDENTIALS: SandboxCredentials = {
	accessKeyId: "AKIASANDBOXOPERATOR0",
	secretAccessKey: "sandbox-operator-secret-opens-nothing-real",
	partition: "aws",
	accountId: OPERATOR_ACCOUNT_ID,
	principalArn: `arn:aws:iam::${OPERATOR_ACCOUNT_ID}:role/${VERIFIER_ROLE_NAME}`,
	callerArn: `arn:aws:sts::${OPERATOR_ACCOUNT_ID}:assumed-role/${VERIFIER_ROLE_NAME}/sandbox`,
};

export const GOV_OPERATOR_CREDENTIALS: SandboxCredentials = {
	accessKeyId: "AKIASANDBOXGOVOPERAT",
	secretAccessKey: "sandbox-gov-operator-secret-opens-nothing",
	partition: "aws-us-gov",
	accountId: GOV_OPERATOR_ACCOUNT_ID,
	principalArn: `arn:aws-us-gov:iam::${GOV_OPERATOR_ACCOUNT_ID}:role/${VERIFIER_ROLE_NAME}`,
	callerArn: `arn:aws-us-gov:sts::${GOV_OPERATOR_ACCOUNT_ID}:assumed-role/${VERIFIER_ROLE_NAME}/sandbox`,
};

export const HARNESS_CREDENTIALS: SandboxCredentials = {
	accessKeyId: "AKIASANDBOXHARNESS00",
	secretAccessKey: "sandbox-harness-secret-opens-nothing-real",
	partition: "aws",
	accountId: HARNESS_ACCOUNT_ID,
	principalArn: `arn:aws:iam::${HARNESS_ACCOUNT_ID}:user/${HARNESS_USER_NAME}`,
	callerArn: `arn:aws:iam::${HARNESS_ACCOUNT_ID}:user/${HARNESS_USER_NAME}`,
};

export const GOV_HARNESS_CREDENTIALS: SandboxCredentials = {
	accessKeyId: "AKIASANDBOXGOVHARNES",
	secretAccessKey: "sandbox-gov-harness-secret-opens-nothing-",
	partition: "aws-us-gov",
	accountId: GOV_HARNESS_ACCOUNT_ID,
	principalArn: `arn:aws-us-gov:iam::${GOV_HARNESS_ACCOUNT_ID}:user/${HARNESS_USER_NAME}`,
	callerArn: `arn:aws-us-gov:iam::${GOV_HARNESS_ACCOUNT_ID}:user/${HARNESS_USER_NAME}`,
};

/** The account in which Harness's delegates run, as roles of their pods. */
export const DELEGATE_ACCOUNT_ID = "200000000001";
export const GOV_DELEGATE_ACCOUNT_ID = "200000000002";
export const DELEGATE_ROLE_NAME = "harness-delegate";
/** A user with an access key, which lies in Harness's secrets. */
export const DEPLOYER_USER_NAME = "harness-deployer";

export const DELEGATE_CREDENTIALS: SandboxCredentials = {
	accessKeyId: "AKIASANDBOXDELEGATE0",
	secretAccessKey: "sandbox-delegate-secret-opens-nothing-real",
	partition: "aws",
	accountId: DELEGATE_ACCOUNT_ID,
	principalArn: `arn:aws:iam::${DELEGATE_ACCOUNT_ID}:role/${DELEGATE_ROLE_NAME}`,
	callerArn: `arn:aws:sts::${DELEGATE_ACCOUNT_ID}:assumed-role/${DELEGATE_ROLE_NAME}/eks`,
};

export const GOV_DELEGATE_CREDENTIALS: SandboxCredentials = {
	accessKeyId: "AKIASANDBOXGOVDELEGA",
	secretAccessKey: "sandbox-gov-delegate-secret-opens-nothing",
	partition: "aws-us-gov",
	accountId: GOV_DELEGATE_ACCOUNT_ID,
	principalArn: `arn:aws-us-gov:iam::${GOV_DELEGATE_ACCOUNT_ID}:role/${DELEGATE_ROLE_NAME}`,
	callerArn: `arn:aws-us-gov:sts::${GOV_DELEGATE_ACCOUNT_ID}:assumed-role/${DELEGATE_ROLE_NAME}/eks`,
};

export const DEPLOYER_CREDENTIALS: SandboxCredentials = {
	accessKeyId: "AKIASANDBOXDEPLOYER0",
	secretAccessKey: "sandbox-deployer-secret-opens-nothing-real",
	partition: "aws",
	accountId: DELEGATE_ACCOUNT_ID,
	principalArn: `arn:aws:iam::${DELEGATE_ACCOUNT_ID}:user/${DEPLOYER_USER_NAME}`,
	callerArn: `arn:aws:iam::${DELEGATE_ACCOUNT_ID}:user/${DEPLOYER_USER_NAME}`,
};

export const SANDBOX_CREDENTIALS: readonly SandboxCredentials[] = [
	OPERATOR_CREDENTIALS,
	GOV_OPERATOR_CREDENTIALS,
	HARNESS_CREDENTIALS,
	GOV_HARNESS_CREDENTIALS,
	DELEGATE_CREDENTIALS,
	GOV_DELEGATE_CREDENTIALS,
	DEPLOYER_CREDENTIALS,
];
