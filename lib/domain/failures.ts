// Longer than other files: one table of every code with its texts, so that none is forgotten.
/** Every expected failure of the product. Each has a help page docs/failures/<CODE>.md. */
export const FAILURE_CODES = [
	// The role and the external ID
	"ROLE_PROPAGATING",
	"ROLE_ACCESS_DENIED",
	"ROLE_STOPPED_WORKING",
	"ROLE_WRONG_ACCOUNT",
	"ROLE_DOES_NOT_TRUST_US",
	"ORGANIZATION_DENY",
	"REGION_DISABLED",
	"EXTERNAL_ID_NOT_REQUIRED",
	"EXTERNAL_ID_NOT_EXACT",
	"EXTERNAL_ID_PROVISIONAL",
	"TRUST_POLICY_UNREADABLE",
	"TRUST_POLICY_ADMITS_OTHERS",
	"TRUST_POLICY_REFUSES_HARNESS",
	"TRUST_POLICY_EXTRA_PRINCIPALS",
	"TRUST_POLICY_UNDECIDED",
	"TRUST_POLICY_OPEN",
	"TRUST_POLICY_EXTERNAL_ID_UNUSED",
	"TRUST_POLICY_EXTERNAL_ID_LOOSE",
	// Permissions
	"PERMISSION_DENIED",
	"TASK_PERMISSION_DENIED",
	"PERMISSION_DENIED_BY_ORGANIZATION",
	"PERMISSION_UNDECIDED",
	"SIMULATION_DENIED",
	// Cost reports
	"COST_REPORT_LIST_DENIED",
	"COST_REPORT_NOT_FOUND",
	"COST_REPORT_SETTINGS",
	"COST_REPORT_TOO_NEW",
	"COST_REPORT_STALE",
	"COST_REPORT_BUCKET_UNREADABLE",
	"COST_REPORT_DOES_NOT_COVER",
	// Templates and stacks
	"TEMPLATE_NOT_CHECKED",
	"TEMPLATE_NOT_PUBLISHED",
	"TEMPLATE_OUTDATED",
	"TEMPLATE_UNREADABLE",
	"TEMPLATE_PARAMETERS_UNKNOWN",
	"TEMPLATE_DIGEST_DIFFERS",
	"TEMPLATE_URL_NOT_S3",
	"DESTINATION_EXTERNAL_ID_MISSING",
	"DESTINATION_NOT_IN_PARTITION",
	"STACK_NAME_TAKEN",
	"STACK_ROLE_NAME_TAKEN",
	"STACK_NOT_ALLOWED",
	"STACK_CAPABILITY_MISSING",
	"STACK_WRONG_ACCOUNT",
	"STACK_PARAMETER_INVALID",
	"STACK_POLICY_LIMIT",
	"STACK_TEMPLATE_UNREADABLE",
	"STACK_FAILED",
	// Whole organizations
	"ORGANIZATION_NOT_IN_USE",
	"ORGANIZATION_READER_NOT_FOUND",
	"ORGANIZATION_READER_NOT_STRICT",
	"ORGANIZATION_DIFFERS",
	"ORGANIZATION_TOO_LARGE",
	"STACK_SET_NOT_FOUND",
	"CONNECTOR_OF_STACK_SET",
	// Evidence
	"EVIDENCE_EXPIRED",
	"EVIDENCE_MISSING",
	// Our own side
	"VERIFIER_CREDENTIALS_MISSING",
	"VERIFIER_CREDENTIALS_REFUSED",
	"VERIFIER_NOT_ALLOWED",
	"VERIFIER_NO_CREDENTIALS_FOR_PARTITION",
	"CANARY_FAILED",
	"AWS_THROTTLED",
	"AWS_UNAVAILABLE",
	"AWS_TIMEOUT",
	"AWS_UNEXPECTED",
	// Harness
	"HARNESS_NOT_CONFIGURED",
	"HARNESS_UNAUTHORIZED",
	"HARNESS_FORBIDDEN",
	"HARNESS_RATE_LIMITED",
	"HARNESS_UNAVAILABLE",
	"HARNESS_TIMEOUT",
	"HARNESS_REJECTED",
	"HARNESS_UNEXPECTED_ANSWER",
	"HARNESS_CONNECTOR_NOT_FOUND",
	"HARNESS_CONNECTOR_EXISTS",
	"HARNESS_CONNECTOR_CHANGED",
	"HARNESS_CONNECTOR_DIFFERS",
	"HARNESS_TEST_FAILED",
	"HARNESS_AWS_TEST_FAILED",
	"HARNESS_TEST_KNOWN_FAULT",
	"HARNESS_EXTERNAL_ID_DIFFERS",
	"HARNESS_KEY_EXPIRES",
	// Notifications
	"NOTIFY_URL_NOT_ALLOWED",
	"NOTIFY_UNREACHABLE",
	"NOTIFY_REFUSED",
	"NOTIFY_MAIL_NOT_CONFIGURED",
	"NOTIFY_CHANNEL_NOT_FOUND",
	"NOTIFY_CHANNEL_LIMIT",
	"AUDIT_CHAIN_BROKEN",
	// The product itself
	"CONNECTOR_NOT_FOUND",
	"EXPORT_NOT_FOR_TYPE",
	"INCIDENT_OVER",
	"CONNECTOR_CHANGED_MEANWHILE",
	"CONNECTOR_ACCOUNT_TAKEN",
	"CONNECTOR_ROLE_TAKEN",
	"CONNECTOR_IDENTIFIER_TAKEN",
	"CONNECTOR_QUARANTINED",
	"CONNECTOR_NOT_PROVEN",
	"CONNECTOR_INCOMPLETE",
	"CONNECTOR_REGISTERED",
	"CHANGE_NOT_POSSIBLE",
	"CHANGE_UNDER_WAY",
	"ROTATION_NOT_PROVED",
	"CONNECTOR_PAUSED",
	"CONNECTOR_OFFBOARDING",
	"CONNECTOR_TAGS_FULL",
	"ROLLOUT_NOT_FOUND",
	"ROLLOUT_CHANGED_MEANWHILE",
	"ROLLOUT_INCOMPLETE",
	"ROLLOUT_LAUNCHED",
	"ROLLOUT_WAVE_STOPPED",
	"ROLLOUT_PLAN_NOT_FOUND",
	"ROLLOUT_PLAN_NOT_READY",
	"ROLLOUT_PLAN_TOO_OLD",
	"ROLLOUT_PLAN_APPLIED",
	"HARNESS_CONNECTOR_NOT_OURS",
	"IMPORT_NOT_POSSIBLE",
	"OPERATION_NOT_FOUND",
	"OPERATION_EMPTY",
	"OPERATION_UNFINISHED",
	"OPERATION_TIMED_OUT",
	"INPUT_INVALID",
	"NOT_SIGNED_IN",
	"PASSWORD_CHANGE_REQUIRED",
	"NOT_ALLOWED",
	"FRESH_SIGN_IN_REQUIRED",
	"SECOND_FACTOR_REQUIRED",
	"WAITING_FOR_APPROVAL",
	"APPROVAL_OVER",
	"APPROVAL_OWN",
	"LAST_ADMINISTRATOR",
	"PERSON_NOT_FOUND",
	"PERSON_EXISTS",
	"INVITATION_NOT_VALID",
	"LAUNCH_LINK_NOT_FOUND",
	"LAUNCH_LINK_NOT_POSSIBLE",
	"LAUNCH_LINK_OFFER_OVER",
	// Single sign-on
	"SSO_NOT_SET_UP",
	"SSO_PROVIDER_UNREACHABLE",
	"SSO_PROVIDER_UNFIT",
	"SSO_NOT_COMPLETED",
	"SSO_NO_ACCESS",
	"SSO_NO_EMAIL",
	"SSO_PERSON_EXISTS",
	"SSO_OTHER_PERSON",
	"SSO_LAST_ADMINISTRATOR",
	"SSO_ONLY_NOT_READY",
	"BREAK_GLASS_NEEDED",
	"TOO_MANY_REQUESTS",
	// Machines
	"API_KEY_NOT_ACCEPTED",
	"API_KEY_NOT_FOUND",
	"API_KEY_LIMIT",
	"API_ADDRESS_UNKNOWN",
	"API_METHOD_NOT_ALLOWED",
	"REQUEST_TOO_LARGE",
	"IDEMPOTENCY_KEY_REUSED",
	"IDEMPOTENT_REQUEST_RUNNING",
	"UNEXPECTED",
] as const;
export type FailureCode = (typeof FAILURE_CODES)[number];

export type Failure = {
	readonly code: FailureCode;
	/** The outside system's own words; shown only behind "Details". Never holds a credential. */
	readonly detail?: string;
	/** The form field it belongs to, where there is one. */
	readonly field?: string;
};

export type FailureText = {
	/** What happened, in a few words. */
	readonly title: string;
	/** Why, in one or two sentences. */
	readonly cause: string;
	/** What to do, the likeliest first. */
	readonly fixes: readonly string[];
};

/** What a person reads for each code. The help pages in docs/failures say the same. */
export const FAILURES = {
	ROLE_PROPAGATING: {
		title: "The role is not there yet",
		cause: "AWS takes from seconds to a few minutes until a new role is known everywhere.",
		fixes: [
			"Wait: Rolebridge asks again by itself.",
			"If the stack was not created yet, open the launch link and press Create stack.",
		],
	},
	ROLE_ACCESS_DENIED: {
		title: "AWS refuses to let us assume the role",
		cause:
			"From outside, AWS gives one answer for several causes: the role does not exist, it does not trust Rolebridge, the external ID differs, or an organization's policy denies it.",
		fixes: [
			"Role missing: check in CloudFormation that the stack is complete, in the right account.",
			"Other name or path: compare the role's ARN in the stack's Outputs with the one shown here.",
			"Not trusted: update the stack with the template from the link, so that the trust policy has the statement for Rolebridge.",
			"External ID differs: set VerifierExternalId in the stack to the value shown here, character by character.",
			"Denied by the organization: ask whoever manages service and resource control policies to allow sts:AssumeRole.",
			"Account closed or suspended: open the account again, or offboard the connector.",
		],
	},
	ROLE_STOPPED_WORKING: {
		title: "The role worked before and refuses now",
		cause: "The role was deleted, its trust policy changed, or a new organization policy denies it.",
		fixes: [
			"Look in the account's CloudTrail for DeleteRole, UpdateAssumeRolePolicy or a stack update at the time shown.",
			"Update the stack with the template from the link; it puts the trust policy right.",
			"Ask whether a service or resource control policy changed.",
			"If the account was closed, offboard the connector.",
		],
	},
	ROLE_WRONG_ACCOUNT: {
		title: "The role is in another AWS account",
		cause: "The account in the role's ARN is not the one of this connector.",
		fixes: [
			"Create the stack in the account of this connector.",
			"If the account ID was mistyped, correct it in the Overview step.",
		],
	},
	ROLE_DOES_NOT_TRUST_US: {
		title: "The role does not trust Rolebridge",
		cause:
			"Harness can use the role, but its trust policy has no statement for Rolebridge, so nothing can be proven from here.",
		fixes: [
			'Choose "Add proof" and update the stack with our template; the role keeps its ARN.',
			"Or leave it so: health then rests on Harness's own test.",
		],
	},
	ORGANIZATION_DENY: {
		title: "An organization's policy denies it",
		cause:
			"A service or resource control policy of the AWS organization denies the call, whatever the role allows.",
		fixes: ["Ask whoever manages the organization's policies to exempt the role or the action."],
	},
	REGION_DISABLED: {
		title: "The region is not turned on",
		cause: "The region is off in one of the two AWS accounts, so its STS endpoint gives no session.",
		fixes: [
			"Turn the region on in the AWS account: Account, AWS Regions, Enable. This turns STS on there, too.",
			"If the region is on by default, look in IAM under Account settings, Security Token Service (STS), Endpoints, and activate it.",
			"Take the region out of the list in Settings if nothing runs there.",
		],
	},
	EXTERNAL_ID_NOT_REQUIRED: {
		title: "The role can be assumed without an external ID",
		cause:
			"The trust policy asks for no external ID, so other customers of the trusted account could use the role.",
		fixes: [
			"Replace the role's trust policy by the corrected one shown here, or update the stack with the template.",
			"Look in CloudTrail for AssumeRole calls of the role that you do not know.",
			"Run the checks again; until they pass, the connector stays quarantined.",
		],
	},
	EXTERNAL_ID_NOT_EXACT: {
		title: "The role takes a wrong external ID",
		cause:
			"The condition is too wide, for example StringLike with a wildcard, so IDs of others are accepted.",
		fixes: [
			"Use StringEquals with the whole external ID, as in the corrected trust policy.",
			"Run the checks again; until they pass, the connector stays quarantined.",
		],
	},
	EXTERNAL_ID_PROVISIONAL: {
		title: "The refusal is not certain yet",
		cause:
			"A wrong external ID was refused, but so soon after the role's first answer that it may be mere delay in AWS.",
		fixes: ["Wait: the check is made again within a minute."],
	},
	TRUST_POLICY_UNREADABLE: {
		title: "The trust policy could not be read",
		cause:
			"The role does not allow iam:GetRole on itself, or the answer was no policy, so who gets in cannot be proven.",
		fixes: [
			"Update the stack with our template, which lets the role inspect itself.",
			"Or allow iam:GetRole on the role's own ARN.",
		],
	},
	TRUST_POLICY_ADMITS_OTHERS: {
		title: "The trust policy lets others in",
		cause: "By the policy's own words whom the role is for gets in without the right external ID.",
		fixes: [
			"Replace the trust policy by the corrected one shown here.",
			"Run the checks again; until they pass, the connector stays quarantined.",
		],
	},
	TRUST_POLICY_REFUSES_HARNESS: {
		title: "The trust policy refuses whom the role is for",
		cause:
			"The principal that is to use the role is not allowed by the policy, though it brings the right external ID.",
		fixes: [
			"Set the principal and ExternalId of the stack to the values shown here.",
			"Look for a Deny statement in the trust policy.",
		],
	},
	TRUST_POLICY_EXTRA_PRINCIPALS: {
		title: "Others may assume the role as well",
		cause: "The trust policy names principals beside Rolebridge and whom the role is for.",
		fixes: ["Remove each principal that you do not know."],
	},
	TRUST_POLICY_UNDECIDED: {
		title: "The trust policy could not be decided",
		cause:
			"The policy depends on something that cannot be told from outside, such as a policy variable or another condition key.",
		fixes: ["Use only the conditions of the corrected trust policy."],
	},
	TRUST_POLICY_OPEN: {
		title: "The trust policy lets anybody in",
		cause:
			"By the policy's own words anybody may assume the role: from any AWS account without an external ID, or by signing in where everybody can.",
		fixes: [
			"Name the accounts or roles that may assume it where the policy says *.",
			"Ask for an external ID in each entry that names another account.",
			"Ask for the audience and the subject of its tokens in each entry for an identity provider.",
			"Run the checks again; until they pass, the connector stays quarantined.",
		],
	},
	TRUST_POLICY_EXTERNAL_ID_UNUSED: {
		title: "The trust policy does not know the external ID",
		cause:
			"Nobody but Rolebridge gets in by the external ID that was given for Harness, so Harness is refused or gets in without one.",
		fixes: [
			'Compare the external ID of the step "Credentials" with the condition sts:ExternalId in the trust policy.',
			"Look for a Deny statement in the trust policy.",
			"Or leave the external ID empty, where the role asks for none.",
		],
	},
	TRUST_POLICY_EXTERNAL_ID_LOOSE: {
		title: "The trust policy does not insist on the external ID",
		cause:
			"Somebody of another account, who may be Harness, gets in without the external ID that was given for Harness, or by one that only resembles it.",
		fixes: [
			"Ask for the whole external ID by StringEquals in each entry that names another account.",
			"Remove each principal that you do not know.",
		],
	},
	PERMISSION_DENIED: {
		title: "The role lacks a permission",
		cause:
			"A policy of the role, or its permissions boundary, does not allow an action that the chosen feature needs.",
		fixes: [
			"Update the stack with the template and the feature turned on.",
			"Add the listed actions to the permissions boundary, if there is one.",
			'Or turn the feature off in "Choose requirements".',
		],
	},
	TASK_PERMISSION_DENIED: {
		title: "The role lacks a permission of its tasks",
		cause:
			"A policy of the role, or its permissions boundary, does not allow an action that a chosen task needs.",
		fixes: [
			"Attach the policy that the permission library composes for these tasks.",
			"Add the listed actions to the permissions boundary, if there is one.",
			"Wait up to 5 minutes after a change of the role before it is used.",
			"Or take the task out of the choice, if the connector is not used for it.",
		],
	},
	PERMISSION_DENIED_BY_ORGANIZATION: {
		title: "The organization denies a permission",
		cause: "The role allows the action, but a service control policy denies it.",
		fixes: [
			"Ask whoever manages the organization's policies to allow the listed actions.",
			'Or turn the feature off in "Choose requirements".',
		],
	},
	PERMISSION_UNDECIDED: {
		title: "It cannot be told whether a permission holds",
		cause:
			"AWS's policy simulator does not cover this action, or the answer depends on a resource's own policy.",
		fixes: ["Nothing need be done if the feature works."],
	},
	SIMULATION_DENIED: {
		title: "The role may not check its own permissions",
		cause: "The role does not allow iam:SimulatePrincipalPolicy on itself.",
		fixes: [
			"Update the stack with our template.",
			"Or allow iam:SimulatePrincipalPolicy on the role's own ARN.",
		],
	},
	COST_REPORT_LIST_DENIED: {
		title: "The cost reports cannot be listed",
		cause: "The role does not allow listing cost reports or data exports.",
		fixes: [
			"Turn Cost Visibility on in the stack and update it.",
			"Check that the organization does not deny cur and bcm-data-exports actions.",
		],
	},
	COST_REPORT_NOT_FOUND: {
		title: "There is no cost report of that name",
		cause: "The account has no report or export with exactly this name; case counts.",
		fixes: [
			"Copy the name from Billing and Cost Management in the AWS console.",
			"Check the report type: CUR 1.0 and CUR 2.0 are listed apart.",
			"Create the report in the payer account, not in a member account.",
		],
	},
	COST_REPORT_SETTINGS: {
		title: "The cost report has other settings than it must have",
		cause:
			"At least one of the report's settings differs; each is listed with what it is and what it must be.",
		fixes: [
			"Change the listed settings in the AWS console.",
			"Where a setting cannot be changed, create a new report and put its name in.",
		],
	},
	COST_REPORT_TOO_NEW: {
		title: "The cost report has not been delivered yet",
		cause:
			"AWS delivers a new report for the first time within 24 hours, and a month's folder may be empty on its first day.",
		fixes: ["Wait: the check is made again by itself."],
	},
	COST_REPORT_STALE: {
		title: "The cost report is not delivered any more",
		cause: "The newest file is older than it should be.",
		fixes: [
			"Check that AWS may still write to the bucket: its policy must allow billingreports.amazonaws.com or bcm-data-exports.amazonaws.com.",
			"Check that the report still exists and delivers to this bucket and prefix.",
		],
	},
	COST_REPORT_BUCKET_UNREADABLE: {
		title: "The report's bucket cannot be read",
		cause:
			"The bucket does not exist, is another one than the role's policy names, its policy denies the role, or its encryption key does.",
		fixes: [
			"Compare BucketName of the stack with the report's bucket.",
			"Allow the role in the bucket's policy, if the policy denies others.",
			"Allow the role kms:Decrypt on the bucket's key, if it has its own.",
		],
	},
	COST_REPORT_DOES_NOT_COVER: {
		title: "The chosen report does not cover this account",
		cause: "The account is not among those of the payer whose report was chosen.",
		fixes: ["Choose the report of the account's own payer.", "Or give the account a report of its own."],
	},
	TEMPLATE_OUTDATED: {
		title: "The role was made from an older template",
		cause: "The role's policies differ from what the chosen features need today; the difference is listed.",
		fixes: ["Update the stack with the newest template; the role keeps its ARN."],
	},
	TEMPLATE_UNREADABLE: {
		title: "The template cannot be read",
		cause: "CloudFormation cannot read the object behind the template's URL.",
		fixes: [
			"Publish the template again with npm run templates:publish.",
			"Check that the bucket lets everybody who opens links read the object.",
		],
	},
	TEMPLATE_PARAMETERS_UNKNOWN: {
		title: "The template does not know a parameter of the link",
		cause:
			"CloudFormation ignores unknown parameters silently, so the stack would differ from what was chosen.",
		fixes: ["Choose another template in Settings, or publish the newest."],
	},
	TEMPLATE_DIGEST_DIFFERS: {
		title: "The template is not the one that was published",
		cause: "The bytes behind the URL have another digest than those that were uploaded.",
		fixes: [
			"Find out who changed the object in the template bucket.",
			"Publish the template again; the new URL names the exact version.",
		],
	},
	TEMPLATE_URL_NOT_S3: {
		title: "The template's URL is not in S3",
		cause: "CloudFormation takes templates only from S3, over https, from the same partition.",
		fixes: ["Put in the URL that npm run templates:publish printed."],
	},
	STACK_NAME_TAKEN: {
		title: "A stack of this name exists already",
		cause: "The account has a stack with this name in this region.",
		fixes: [
			"If it is from an earlier try, delete it or update it with this template.",
			'Or choose another stack name under "More options".',
		],
	},
	STACK_ROLE_NAME_TAKEN: {
		title: "A role of this name exists already",
		cause: "Role names are unique in an AWS account, across all regions.",
		fixes: [
			"If the role is from an earlier try, delete its stack first.",
			'Or choose another role name under "More options".',
			'Or use the existing role with "I already have a role".',
		],
	},
	STACK_NOT_ALLOWED: {
		title: "The person who launched the stack lacks a permission",
		cause: "AWS refused an action that creating the stack needs; it is named in the error.",
		fixes: [
			'Let somebody with the right to create roles open the link: choose "Send to somebody with AWS access".',
			"Or ask for the named permission.",
		],
	},
	STACK_CAPABILITY_MISSING: {
		title: "The acknowledgement was not ticked",
		cause: "The stack makes a role with a chosen name, which AWS wants to be acknowledged.",
		fixes: [
			"Tick the box about IAM resources with custom names at the end of the page, then press Create stack.",
			"With the AWS CLI add --capabilities CAPABILITY_NAMED_IAM.",
		],
	},
	STACK_WRONG_ACCOUNT: {
		title: "The stack was launched in another AWS account",
		cause: "The template stops in every account but the one of this connector. Nothing was created.",
		fixes: ["Sign in to the right account, then open the link again."],
	},
	STACK_PARAMETER_INVALID: {
		title: "A parameter of the stack is not valid",
		cause: "A value was changed or left out on the page, or names a principal that does not exist.",
		fixes: ["Open the launch link again and leave the parameters as they are."],
	},
	STACK_POLICY_LIMIT: {
		title: "The role would exceed a limit of IAM",
		cause: "IAM limits the size and number of a role's policies, and the size of its trust policy.",
		fixes: [
			"Choose fewer features or narrower AutoStopping choices.",
			"Or ask AWS to raise the quota named in the error.",
		],
	},
	STACK_TEMPLATE_UNREADABLE: {
		title: "CloudFormation could not read the template",
		cause: "The person who opened the link may not read the template's object, or it is gone.",
		fixes: [
			"Check that the bucket lets everybody who opens links read the object.",
			"Or download the template and upload it in the CloudFormation console.",
		],
	},
	ORGANIZATION_NOT_IN_USE: {
		title: "The account is in no organization",
		cause: "AWS Organizations says that the account in which we look is not part of an organization.",
		fixes: [
			"Check that the stack was made in the organization's management account, or in its delegated administrator.",
			"Without AWS Organizations, begin a rollout with a list of accounts instead.",
		],
	},
	ORGANIZATION_READER_NOT_FOUND: {
		title: "The organization reader role does not answer",
		cause:
			"AWS denied AssumeRole on the role by which the organization and its stack set are read: it is not there, does not trust Rolebridge, or asks for another external ID.",
		fixes: [
			"Check that the stack is complete in the management account, or in the delegated administrator's account.",
			"If the stack was deleted, launch it again: nothing is taken for gone while nobody can look.",
		],
	},
	ORGANIZATION_READER_NOT_STRICT: {
		title: "The organization reader role lets others in",
		cause:
			"The role by which the organization is read let us in without an external ID, or with a wrong one, so it is not used.",
		fixes: [
			"Update its stack with the template that this page links to, which makes the role ask for exactly one external ID.",
			"Do not edit the role's trust policy by hand.",
		],
	},
	ORGANIZATION_DIFFERS: {
		title: "This is another organization",
		cause: "AWS names another management account, or another organization, than this rollout is for.",
		fixes: [
			"Check in which account the stack was launched.",
			"For another organization, begin another rollout.",
		],
	},
	ORGANIZATION_TOO_LARGE: {
		title: "The organization has more accounts than one rollout holds",
		cause: "One rollout holds up to 10,000 accounts.",
		fixes: ["Choose organizational units in place of the root, and begin one rollout for each part."],
	},
	STACK_SET_NOT_FOUND: {
		title: "There is no stack set of this name",
		cause: "CloudFormation knows no stack set with the name and in the region that this rollout launches.",
		fixes: [
			"Check the stack set's name and region in the rollout's third step.",
			"With a delegated administrator, check that the stack set was made by it and not by the management account.",
		],
	},
	CONNECTOR_OF_STACK_SET: {
		title: "The role belongs to a stack set",
		cause:
			"A rollout's stack set made this role in every account alike, so what one account's stack were changed to would not stay.",
		fixes: [
			"Change what the stack set gives its accounts, in the account that administers it; overrides of stack instances change single accounts.",
			"To change this account apart from the others, take it out of the stack set's units and end the rollout: its connector can then be given a stack of its own.",
		],
	},
	STACK_FAILED: {
		title: "The stack failed",
		cause: "The text holds no error that is known here.",
		fixes: [
			"Open the stack's Events in the CloudFormation console and read the first CREATE_FAILED line.",
			"Paste that line, or the whole list of events.",
		],
	},
	EVIDENCE_EXPIRED: {
		title: "The last check is too old",
		cause: "Nothing has been proven recently enough to say that it still works.",
		fixes: ["Run the checks again.", "If this stays, check that the worker is running."],
	},
	EVIDENCE_MISSING: {
		title: "It was never checked",
		cause: "There is no result of this check yet.",
		fixes: ["Run the checks."],
	},
	VERIFIER_CREDENTIALS_MISSING: {
		title: "Rolebridge has no AWS credentials",
		cause: "The server found no credentials of its own, so it can check nothing.",
		fixes: [
			"Give the server a role or credentials in the way the AWS SDK expects.",
			'See "Verifier" in Settings.',
		],
	},
	VERIFIER_CREDENTIALS_REFUSED: {
		title: "AWS refuses the credentials of Rolebridge",
		cause: "The server's own credentials are expired, deleted or malformed.",
		fixes: [
			"Renew the credentials and start the server again.",
			"Check the server's clock: signatures fail when it is off by minutes.",
		],
	},
	VERIFIER_NOT_ALLOWED: {
		title: "Rolebridge may not assume roles",
		cause: "The server's own identity lacks sts:AssumeRole, so every role would refuse it.",
		fixes: [
			"Launch the operator's stack, or allow sts:AssumeRole in the identity's policy.",
			"Check the service control policies of the operator's account.",
		],
	},
	VERIFIER_NO_CREDENTIALS_FOR_PARTITION: {
		title: "Rolebridge has no credentials for this partition",
		cause: "Credentials of one AWS partition do not work in another.",
		fixes: ["Set ROLEBRIDGE_AWS_PROFILE_US_GOV to a profile with GovCloud credentials."],
	},
	CANARY_FAILED: {
		title: "The check of Rolebridge itself failed",
		cause:
			"The canary role in the operator's own account did not behave as it must, so no connector is judged.",
		fixes: ["Look at the readiness page in Settings.", "Update the operator's stack."],
	},
	AWS_THROTTLED: {
		title: "AWS asked to slow down",
		cause: "Too many requests were made in a short time in this account and region.",
		fixes: ["Wait: the check is made again by itself."],
	},
	AWS_UNAVAILABLE: {
		title: "AWS did not answer properly",
		cause: "An AWS service had an error of its own, or could not be reached.",
		fixes: [
			"Wait: the check is made again by itself.",
			"If it stays, look at the AWS Health Dashboard and at the server's network.",
		],
	},
	AWS_TIMEOUT: {
		title: "AWS took too long to answer",
		cause: "The call was given up after its time limit.",
		fixes: ["Wait: the check is made again by itself.", "If it stays, check the server's network and proxy."],
	},
	AWS_UNEXPECTED: {
		title: "AWS gave an unexpected answer",
		cause: "The answer is not one that is known here; it is shown under Details.",
		fixes: ["Run the checks again.", "If it stays, report it with the request id."],
	},
	HARNESS_NOT_CONFIGURED: {
		title: "No Harness account is set up",
		cause: "Rolebridge needs a Harness account id and an API key to register connectors.",
		fixes: ["Put them in under Settings."],
	},
	HARNESS_UNAUTHORIZED: {
		title: "Harness refuses the API key",
		cause: "The key is wrong, expired or deleted, or belongs to another Harness account.",
		fixes: ["Create a new key in Harness and put it in under Settings."],
	},
	HARNESS_FORBIDDEN: {
		title: "The API key may not do this",
		cause: "The key's owner lacks a permission on connectors in Harness.",
		fixes: ["Give the service account a role that may view, create and edit connectors."],
	},
	HARNESS_RATE_LIMITED: {
		title: "Harness asked to slow down",
		cause: "Too many requests were made with this API key in a short time.",
		fixes: ["Wait: it is tried again by itself."],
	},
	HARNESS_UNAVAILABLE: {
		title: "Harness did not answer properly",
		cause: "Harness had an error of its own, or could not be reached. Nothing you entered is lost.",
		fixes: [
			"Try again in a few minutes.",
			"If it stays, look at Harness's status page and at the server's network.",
		],
	},
	HARNESS_TIMEOUT: {
		title: "Harness took too long to answer",
		cause: "The call was given up after its time limit. Nothing you entered is lost.",
		fixes: ["Try again; the connector is not created twice."],
	},
	HARNESS_REJECTED: {
		title: "Harness refused what was sent",
		cause: "Harness's own reason is shown under Details.",
		fixes: ["Change the field that Harness names, then try again."],
	},
	HARNESS_UNEXPECTED_ANSWER: {
		title: "Harness gave an unexpected answer",
		cause: "The answer does not have the shape that Harness documents.",
		fixes: [
			"Check the base URL in Settings: a proxy or sign-in page may have answered.",
			"Try again; if it stays, report it with the correlation id.",
		],
	},
	HARNESS_CONNECTOR_NOT_FOUND: {
		title: "The connector is not in Harness",
		cause: "It was deleted there, or the API key cannot see it.",
		fixes: ["Register it again from the connection test.", "Or offboard it here."],
	},
	HARNESS_CONNECTOR_EXISTS: {
		title: "Harness has a connector with this identifier",
		cause: "The identifier is taken in this Harness account.",
		fixes: ["Choose another identifier.", "Or open the existing connector."],
	},
	HARNESS_CONNECTOR_CHANGED: {
		title: "The connector was changed in Harness",
		cause: "Somebody changed it there since it was last read, so it was not overwritten.",
		fixes: ["Look at the difference, then save again."],
	},
	HARNESS_CONNECTOR_DIFFERS: {
		title: "Harness's connector differs from this one",
		cause: "At least one field in Harness is not what is stored here; each is listed.",
		fixes: ["Save again to bring Harness in line.", "Or take Harness's values over here."],
	},
	HARNESS_TEST_FAILED: {
		title: "Harness's own test failed",
		cause: "Harness could not use the role or the report; its hints are shown with their origin.",
		fixes: [
			"Follow the hint beside each error.",
			"Compare with the checks made here: they tell causes apart that Harness cannot.",
		],
	},
	HARNESS_AWS_TEST_FAILED: {
		title: "Harness's own test of the AWS connector failed",
		cause:
			"Harness could not sign in to AWS with these credentials, or may not call ec2:DescribeRegions in the test region.",
		fixes: [
			"Ask AWS who the credentials are, from where they are used: aws sts get-caller-identity.",
			"Allow ec2:DescribeRegions, which every AWS connector of Harness needs; AWS's IAM Policy Simulator shows what a role may do.",
			'Compare the role ARN and the external ID of "Enable cross-account access" with the role\'s trust policy.',
			"Through a delegate: see that one with all the tags is connected, and bears the role or service account that is meant.",
			"Wait up to 5 minutes after a change of the role, then run the test again.",
		],
	},
	HARNESS_TEST_KNOWN_FAULT: {
		title: "Harness's test failed for a known fault of its own",
		cause:
			"The error is one that Harness's test reports wrongly, for example for a new report or more than five reports.",
		fixes: ["Nothing need be done if the checks made here pass.", "Run Harness's test again after 24 hours."],
	},
	HARNESS_EXTERNAL_ID_DIFFERS: {
		title: "Harness names another external ID",
		cause: "The external ID that Harness reports is not the one that follows from its account and yours.",
		fixes: [
			"Check the Harness account id and the cluster in Settings.",
			"Do not launch a stack until both agree.",
		],
	},
	HARNESS_KEY_EXPIRES: {
		title: "The Harness API key expires soon",
		cause: "After that connectors can be neither registered nor compared.",
		fixes: ["Create a new key in Harness and put it in under Settings."],
	},
	EXPORT_NOT_FOR_TYPE: {
		title: "This form does not write this type of connector",
		cause:
			"A platform connector's role is made by whoever owns it, and a connection to another vendor is entered there.",
		fixes: [
			"Choose another form: Terraform, cURL, JSON or CSV write a platform connector.",
			'For a CloudZero role take the AWS CLI command of the step "Create cross-account role".',
		],
	},
	CONNECTOR_NOT_FOUND: {
		title: "There is no such connector",
		cause: "It was deleted, or the address is wrong.",
		fixes: ["Go to the list of connectors."],
	},
	INCIDENT_OVER: {
		title: "The incident is over",
		cause: "It ended before this was saved, or it was never confirmed.",
		fixes: ["Load the page again to see what is open now."],
	},
	CONNECTOR_CHANGED_MEANWHILE: {
		title: "Somebody else saved this meanwhile",
		cause: "Your page shows an older version, so it was not saved over the newer one.",
		fixes: ["Reload to see the newer version, then make your change again."],
	},
	CONNECTOR_ACCOUNT_TAKEN: {
		title: "This AWS account is connected already",
		cause: "There can be one connector for an AWS account in a Harness account, drafts included.",
		fixes: ["Open the existing connector.", "If it is not in use, offboard it first."],
	},
	CONNECTOR_ROLE_TAKEN: {
		title: "Another connector uses this role",
		cause: "A role's ARN belongs to one connector in a Harness account.",
		fixes: ["Open the other connector.", "Or create a role of its own for this one."],
	},
	CONNECTOR_IDENTIFIER_TAKEN: {
		title: "The identifier is taken",
		cause: "Another connector has the same identifier.",
		fixes: ["Choose another identifier."],
	},
	CONNECTOR_QUARANTINED: {
		title: "The connector is in quarantine",
		cause: "The role accepts a missing or wrong external ID, so it is neither used nor registered.",
		fixes: ["Put the trust policy right as the failed check shows.", "Run the checks again."],
	},
	NOTIFY_URL_NOT_ALLOWED: {
		title: "This URL is not called from here",
		cause:
			"The server calls addresses on the public Internet only, by HTTPS on port 443 or 8443, so that nobody can use it to reach into its own network.",
		fixes: [
			"Use an https:// address that is reachable from the Internet.",
			"For a receiver in your own network, have whoever runs the server add its host to ROLEBRIDGE_ALLOWED_OUTGOING_HOSTS.",
		],
	},
	NOTIFY_UNREACHABLE: {
		title: "The receiver could not be reached",
		cause:
			"The name was not found, no connection came about, its certificate does not fit, or there was no answer within 10 seconds.",
		fixes: [
			"Check the address, and that the receiver runs.",
			"With CERT in the reason: give the receiver a certificate for this name that a public authority signed.",
			"Check that the server may connect to it through your firewall.",
		],
	},
	NOTIFY_REFUSED: {
		title: "The receiver did not take the message",
		cause: "It answered, but not with success. Redirects are not followed.",
		fixes: [
			"Read the answer beside this message: it usually names the reason.",
			"Create a new webhook at the receiver if the old one was deleted, and enter its address here.",
		],
	},
	NOTIFY_MAIL_NOT_CONFIGURED: {
		title: "E-mail is not set up",
		cause: "The server does not know through which mail server to send.",
		fixes: ["Have whoever runs the server set SMTP_URL and ROLEBRIDGE_MAIL_FROM, and start it again."],
	},
	NOTIFY_CHANNEL_NOT_FOUND: {
		title: "There is no such channel",
		cause: "It was deleted meanwhile, or the address is mistyped.",
		fixes: ["Open the list of channels and choose from there."],
	},
	NOTIFY_CHANNEL_LIMIT: {
		title: "There are too many channels",
		cause: "An installation keeps at most 100 channels.",
		fixes: ["Delete a channel that is no longer used, or let one channel serve several groups."],
	},
	AUDIT_CHAIN_BROKEN: {
		title: "The audit log was tampered with",
		cause:
			"Each entry of the audit log seals the ones before it. The verification found an entry that was changed, removed or added by something other than Rolebridge.",
		fixes: [
			"Keep a copy of the database as it is now, before anything else changes it.",
			"Run npm run audit:verify: it names the place in the chain. Compare the entries around it with a backup, with the webhook's copy, or with the hourly log lines called audit-head.",
			"Find out who can write to the database, and give Rolebridge a database role that cannot change the audit log (docs/operations.md).",
		],
	},
	CONNECTOR_NOT_PROVEN: {
		title: "The connection is not proven",
		cause: "The checks that prove the role and its external ID have not all passed recently.",
		fixes: ["Run the checks again and follow those that did not pass."],
	},
	CONNECTOR_INCOMPLETE: {
		title: "A step is not finished",
		cause: "Something that this step needs was not saved yet.",
		fixes: ["Go to the first open step and finish it."],
	},
	CHANGE_NOT_POSSIBLE: {
		title: "This cannot be changed now",
		cause:
			"The connector is not in a state in which this change could be made and proved; the reason stands beside it.",
		fixes: ["Read the reason under Details and remove it.", "Then try again."],
	},
	CHANGE_UNDER_WAY: {
		title: "A change of the external ID is under way",
		cause: "One change must end before the next begins, so that the role never has to take three IDs.",
		fixes: ["Finish the one that is under way.", "Or cancel it."],
	},
	ROTATION_NOT_PROVED: {
		title: "The new external ID is not proved yet",
		cause: "It comes into use only after AWS accepted the ID in use and the new one.",
		fixes: ["Set PendingVerifierExternalId in the stack as the page shows, then wait for the proof."],
	},
	CONNECTOR_PAUSED: {
		title: "The checks are paused",
		cause: "Somebody switched the checks of this connector off, so it was not verified.",
		fixes: ["Resume the checks on the connector's page."],
	},
	CONNECTOR_OFFBOARDING: {
		title: "The connector is being offboarded",
		cause:
			"It is on its way out, so nothing else can be done with it, and it is not finished while Harness still has it.",
		fixes: [
			"Open the connector's offboarding page and go on there.",
			"Cancel the offboarding there if the connector is to stay; that works until Harness has removed it.",
		],
	},
	CONNECTOR_TAGS_FULL: {
		title: "The connector has as many tags as it may have",
		cause: "A connector bears at most 20 tags.",
		fixes: ["Remove a tag that is not needed, then add this one."],
	},
	ROLLOUT_NOT_FOUND: {
		title: "There is no such rollout",
		cause: "It was deleted, or the address is wrong.",
		fixes: ["Go to the list of organizations."],
	},
	ROLLOUT_CHANGED_MEANWHILE: {
		title: "Somebody else saved this rollout meanwhile",
		cause: "Your page shows an older version, so it was not saved over the newer one.",
		fixes: ["Reload to see the newer version, then make your change again."],
	},
	ROLLOUT_INCOMPLETE: {
		title: "A step of this rollout is not finished",
		cause: "Something that this step needs was not saved yet.",
		fixes: ["Go to the first open step and finish it."],
	},
	ROLLOUT_LAUNCHED: {
		title: "This rollout was launched",
		cause:
			"Roles in AWS follow from what was saved, so this part stays as it is; the reason stands beside it.",
		fixes: ["Read the reason under Details.", "For other accounts or other names, begin another rollout."],
	},
	ROLLOUT_WAVE_STOPPED: {
		title: "The next wave may not begin yet",
		cause: "Too many accounts of the wave before fail, or nobody knows yet how they fare.",
		fixes: [
			"Open the wave's problems and remove their causes.",
			"Raise the share at which waves stop, in the step Launch, if these failures are expected.",
			"Begin it anyway on the rollout's page, if you know why; the audit log says that it was.",
		],
	},
	ROLLOUT_PLAN_NOT_FOUND: {
		title: "There is no such plan",
		cause: "It was replaced by newer ones, or the address is wrong.",
		fixes: ["Make a new plan of the rollout."],
	},
	ROLLOUT_PLAN_NOT_READY: {
		title: "The plan is not ready",
		cause: "It is still being made, or making it failed.",
		fixes: ["Wait until it is there; if it failed, remove the cause that it names and make a new one."],
	},
	ROLLOUT_PLAN_TOO_OLD: {
		title: "The plan is too old to be applied",
		cause: "What is in Harness may have changed since the plan was made.",
		fixes: ["Make a new plan, read it, then apply that one."],
	},
	ROLLOUT_PLAN_APPLIED: {
		title: "The plan was applied already",
		cause: "A plan is applied once; what came of it stands in its operation.",
		fixes: ["Try again what failed.", "Make a new plan to see what is left."],
	},
	HARNESS_CONNECTOR_NOT_OURS: {
		title: "Harness's connector belongs to another AWS account",
		cause:
			"In Harness, the connector with this identifier is for another AWS account, so it was not touched.",
		fixes: [
			"Look in Harness which connector has this identifier now.",
			"Offboard this connector here if it is no longer used; Harness's record stays as it is.",
		],
	},
	IMPORT_NOT_POSSIBLE: {
		title: "This connector cannot be taken over",
		cause: "Harness's connector does not name a role in its own AWS account that Rolebridge could speak of.",
		fixes: [
			"Open the import page: it says the reason beside the connector.",
			"Correct the connector in Harness, then import it again.",
		],
	},
	OPERATION_NOT_FOUND: {
		title: "This operation does not exist",
		cause: "It was never started here.",
		fixes: ["Start it again from the dashboard."],
	},
	OPERATION_EMPTY: {
		title: "Nothing matches",
		cause: "No connector was chosen, or none matches the filter any more.",
		fixes: ["Choose at least one connector, or change the filter."],
	},
	OPERATION_UNFINISHED: {
		title: "The plan is still being worked on",
		cause: "An operation over the same plan is not finished, so nothing is tried again beside it.",
		fixes: ["Wait until it is done, then try again what failed in it."],
	},
	OPERATION_TIMED_OUT: {
		title: "The check did not end in time",
		cause: "The connector was asked for an hour ago and has not been verified since.",
		fixes: [
			"Look in Settings whether Rolebridge's own side works.",
			"Run the checks again on the connector's page.",
		],
	},
	INPUT_INVALID: {
		title: "Something entered is not valid",
		cause: "At least one field has a value that cannot be taken; it is marked.",
		fixes: ["Correct the marked fields."],
	},
	NOT_SIGNED_IN: {
		title: "You are not signed in",
		cause: "The session has ended, or there never was one.",
		fixes: ["Sign in, then try again. Saved steps are kept."],
	},
	NOT_ALLOWED: {
		title: "Your role does not allow this",
		cause: "What was asked for needs a role that may do more, or lies outside what you are limited to.",
		fixes: ["Ask an administrator of this installation for the role, or to do it for you."],
	},
	FRESH_SIGN_IN_REQUIRED: {
		title: "Confirm that it is you",
		cause: "This changes whom Rolebridge trusts, and you last proved who you are more than 15 minutes ago.",
		fixes: ["Confirm with your password and second factor, a passkey, or by signing in again."],
	},
	SECOND_FACTOR_REQUIRED: {
		title: "Set up a second factor first",
		cause: "This changes whom Rolebridge trusts. A password alone is not enough for that here.",
		fixes: ["Open your account's page, set up an authenticator app or a passkey, then try again."],
	},
	SSO_NOT_SET_UP: {
		title: "Single sign-on is not set up",
		cause: "No provider is stored in Settings, or it is not offered on the sign-in page.",
		fixes: [
			"Sign in with your password.",
			"An administrator sets single sign-on up under Settings, Sign-in.",
		],
	},
	SSO_PROVIDER_UNREACHABLE: {
		title: "The sign-in provider could not be reached",
		cause:
			"The provider did not answer in time, answered with an error, or its address leads to a place that is not called from here.",
		fixes: [
			"Try again in a minute.",
			"Check the issuer URL. A provider on a private network must be named in ROLEBRIDGE_ALLOWED_OUTGOING_HOSTS.",
		],
	},
	SSO_PROVIDER_UNFIT: {
		title: "This provider cannot be used as it is set up",
		cause:
			"What the provider publishes about itself lacks something that signing in safely needs, or it refused the client ID and secret.",
		fixes: [
			"Enter the issuer exactly as the provider names it, and the client ID and secret of an application for the authorization code flow.",
			"Register the redirect URI that the page shows.",
		],
	},
	SSO_NOT_COMPLETED: {
		title: "Signing in was not completed",
		cause:
			"The provider ended it, it took longer than ten minutes, it was begun in another browser, or the provider's answer could not be verified.",
		fixes: [
			"Start again from the sign-in page.",
			"If it stays, an administrator runs a test sign-in under Settings, Sign-in, which tells more.",
		],
	},
	SSO_NO_ACCESS: {
		title: "You have no access to Rolebridge",
		cause: "The provider knows you, but none of your groups there gives a role here.",
		fixes: [
			"Ask an administrator which group gives access, and whoever manages the provider to add you to it.",
			"If you are in that group, the provider may leave groups out of its answer: an administrator checks the groups claim under Settings, Sign-in.",
		],
	},
	SSO_NO_EMAIL: {
		title: "The provider gave no usable e-mail address",
		cause: "A person here has an e-mail address. The provider sent none, or said that it is not verified.",
		fixes: [
			"Verify your address at the provider.",
			"An administrator adds the scope email under Settings, Sign-in.",
		],
	},
	SSO_PERSON_EXISTS: {
		title: "Somebody here already has this e-mail address",
		cause:
			"An account with this address exists, and single sign-on is not connected to it. An address alone does not prove that it is yours.",
		fixes: [
			"Sign in with your password, open your account's page, and connect single sign-on there.",
			"If you have no password, ask an administrator to remove the account or to invite your address.",
		],
	},
	SSO_OTHER_PERSON: {
		title: "The provider signed in somebody else",
		cause: "The account at the provider belongs to another person here than the one who is signed in.",
		fixes: ["Sign out at the provider, then try again with your own account."],
	},
	SSO_LAST_ADMINISTRATOR: {
		title: "The last administrator would be lost",
		cause:
			"Your groups at the provider no longer make you an administrator without limits, and nobody else is one. Nothing was changed.",
		fixes: [
			"Make somebody else an administrator first, or correct the group mappings under Settings, Sign-in.",
		],
	},
	SSO_ONLY_NOT_READY: {
		title: "Single sign-on cannot be the only way in yet",
		cause: "If the provider failed now, nobody could get in to repair it.",
		fixes: [
			"Run a test sign-in, and choose a break-glass account: an administrator with a password and a second factor.",
		],
	},
	BREAK_GLASS_NEEDED: {
		title: "This account is kept for emergencies",
		cause:
			"It is the break-glass account: while single sign-on is the only way in, it stays an administrator with a password and a second factor.",
		fixes: ["Choose another break-glass account under Settings, Sign-in, first."],
	},
	API_KEY_NOT_ACCEPTED: {
		title: "The API key was not accepted",
		cause:
			"The request bears no API key of this installation, or one that expired, was revoked, or whose maker is gone.",
		fixes: [
			"Send the header Authorization: Bearer, then the key as it was shown when it was made.",
			"An administrator sees in Settings whether the key has expired or was revoked, and makes a new one.",
		],
	},
	API_KEY_NOT_FOUND: {
		title: "There is no such API key",
		cause: "The key was removed together with the person who made it, or its address is wrong.",
		fixes: ["Look at the list of API keys in Settings."],
	},
	API_KEY_LIMIT: {
		title: "There are too many API keys",
		cause: "An installation holds at most 200 keys that are still accepted.",
		fixes: ["Revoke keys that nobody uses any more; the list shows when each was last used."],
	},
	API_ADDRESS_UNKNOWN: {
		title: "There is nothing at this address",
		cause: "The API has no resource of this path.",
		fixes: ["Compare the path with the API's description at /docs/api."],
	},
	API_METHOD_NOT_ALLOWED: {
		title: "This address does not take that method",
		cause: "The path exists, but not with the HTTP method of the request.",
		fixes: ["Use one of the methods that the Allow header names."],
	},
	REQUEST_TOO_LARGE: {
		title: "The request is too large",
		cause: "The body of an API request has at most 64 KB.",
		fixes: ["Send less at once: a filter instead of many ids, for example."],
	},
	IDEMPOTENCY_KEY_REUSED: {
		title: "This Idempotency-Key was used for another request",
		cause:
			"The same key came with another path or body within the last 24 hours, so the answer kept for it does not fit.",
		fixes: ["Send each new request with a new key, and the same key only to repeat the same request."],
	},
	IDEMPOTENT_REQUEST_RUNNING: {
		title: "The same request is under way",
		cause: "A request with this Idempotency-Key has begun and has no answer yet.",
		fixes: ["Wait a few seconds, then send it again with the same key: it gets the answer of the first."],
	},
	WAITING_FOR_APPROVAL: {
		title: "It waits for approval",
		cause:
			"Changes of trust need two administrators here. What you entered is kept, encrypted, for seven days.",
		fixes: ["Ask another administrator to open Settings, Approvals, and to approve it."],
	},
	APPROVAL_OVER: {
		title: "This request is over",
		cause: "It was decided or withdrawn meanwhile, it expired, or whoever asked for it may no longer do so.",
		fixes: [
			"Load the page again to see what became of it.",
			"Ask for the change again if it is still wanted.",
		],
	},
	APPROVAL_OWN: {
		title: "You asked for this yourself",
		cause: "A change of trust needs a second person: nobody approves their own request.",
		fixes: ["Ask another administrator to approve it.", "Or withdraw it."],
	},
	LAST_ADMINISTRATOR: {
		title: "An administrator must remain",
		cause:
			"Without this administrator nobody, or too few where changes of trust need two, could manage this installation.",
		fixes: ["Make somebody else an administrator first."],
	},
	PERSON_NOT_FOUND: {
		title: "This person is not here",
		cause: "They were removed, or the address is wrong.",
		fixes: ["Go back to the list of people."],
	},
	PERSON_EXISTS: {
		title: "This person is here already",
		cause: "Somebody signs in with this e-mail address.",
		fixes: ["Open them in the list of people and change their role there."],
	},
	LAUNCH_LINK_NOT_FOUND: {
		title: "This launch link opens nothing",
		cause: "It has ended, was withdrawn, or the address is not complete.",
		fixes: [
			"Open it once more from the message that it came in, with everything after the #.",
			"Ask whoever sent it for a new one.",
		],
	},
	LAUNCH_LINK_NOT_POSSIBLE: {
		title: "There is nothing to ask of the account's administrator",
		cause: "The connector is not at a step that a launch link of this kind could ask for.",
		fixes: [
			"Finish the steps before it, or begin the change that the link is to ask for, then make the link.",
		],
	},
	LAUNCH_LINK_OFFER_OVER: {
		title: "This offer is no longer open",
		cause: "It was answered, replaced by another one, or its launch link has ended.",
		fixes: ["Load the page again to see what is offered now."],
	},
	INVITATION_NOT_VALID: {
		title: "This invitation does not open anything",
		cause: "It was accepted or taken back, its seven days are over, or the link is not complete.",
		fixes: ["Copy the whole link, with everything after the #.", "Ask for a new invitation."],
	},
	TOO_MANY_REQUESTS: {
		title: "That was too often",
		cause: "The same thing was asked for again within a few seconds.",
		fixes: ["Wait a moment, then try again."],
	},
	UNEXPECTED: {
		title: "Something went wrong on our side",
		cause: "An error happened that is not known here; it was written to the log.",
		fixes: ["Try again.", "If it stays, report it with the time shown."],
	},
	TEMPLATE_NOT_PUBLISHED: {
		title: "There is no link to the template yet",
		cause:
			"A link needs the template in an S3 bucket of yours. This one has not been uploaded beside the role template.",
		fixes: [
			"Run npm run templates:publish with your template bucket, and keep its Template URL in Settings.",
			"Without a bucket, download the template and run the AWS CLI command beside it: it makes the same stack.",
		],
	},
	DESTINATION_EXTERNAL_ID_MISSING: {
		title: "The vendor's external ID is not known yet",
		cause:
			"The role lets the vendor in by an external ID that only the vendor can give out, and none was pasted yet.",
		fixes: [
			"Copy the external ID from the vendor's page for a new AWS connection.",
			"Paste it in the step Create cross-account role; links to the template then appear.",
		],
	},
	DESTINATION_NOT_IN_PARTITION: {
		title: "The vendor connects no accounts in this partition",
		cause:
			"The vendor names no AWS account of its own in the partition of this account, so no role could let it in.",
		fixes: [
			"Connect an account of the standard AWS partition.",
			"Ask the vendor which of its AWS accounts serves this partition.",
		],
	},
	TEMPLATE_NOT_CHECKED: {
		title: "The template could not be checked",
		cause:
			"Before a link is handed out, CloudFormation is asked for the template's parameters; it gave no answer.",
		fixes: [
			"Try again in a few minutes.",
			"Check that the server's credentials allow cloudformation:GetTemplateSummary and reading the template's object.",
		],
	},
	CONNECTOR_REGISTERED: {
		title: "The connector is registered already",
		cause:
			"This can be changed only before a connector is registered in Harness, or it was registered meanwhile.",
		fixes: ["Open the connector's page to see its state or to edit it."],
	},
	PASSWORD_CHANGE_REQUIRED: {
		title: "Choose a new password first",
		cause: "The password you signed in with was generated, so it works only until you have chosen your own.",
		fixes: ["Choose a new password, then do again what you were about to do."],
	},
} as const satisfies Record<FailureCode, FailureText>;

/**
 * Where the help page of a code lies, from the project's root.
 *
 * @example failureHelpPath("ROLE_PROPAGATING") // "docs/failures/ROLE_PROPAGATING.md"
 */
export function failureHelpPath(code: FailureCode): `docs/failures/${FailureCode}.md` {
	return `docs/failures/${code}.md`;
}
