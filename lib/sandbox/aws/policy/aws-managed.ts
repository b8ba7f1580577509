import type { JsonObject } from "../json.ts";

const allow = (...actions: string[]): JsonObject => ({
	Version: "2012-10-17",
	Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }],
});

/** A few of AWS's own policies, by what follows `:iam::aws:policy/`; approximated by their verbs. */
const AWS_MANAGED: Readonly<Record<string, JsonObject>> = {
	AdministratorAccess: allow("*"),
	ReadOnlyAccess: allow(
		"*:Describe*",
		"*:List*",
		"*:Get*",
		"*:Search*",
		"*:View*",
		"*:BatchGet*",
		"*:Lookup*",
	),
	"job-function/ViewOnlyAccess": allow("*:Describe*", "*:List*", "iam:GetAccountSummary"),
	SecurityAudit: allow("*:Describe*", "*:List*", "iam:Get*", "iam:Generate*", "iam:Simulate*"),
	PowerUserAccess: {
		Version: "2012-10-17",
		Statement: [
			{ Effect: "Allow", NotAction: ["iam:*", "organizations:*", "account:*"], Resource: "*" },
			{ Effect: "Allow", Action: ["iam:ListRoles", "organizations:DescribeOrganization"], Resource: "*" },
		],
	},
	"service-role/AWSLambdaBasicExecutionRole": allow(
		"logs:CreateLogGroup",
		"logs:CreateLogStream",
		"logs:PutLogEvents",
	),
};

/** The document of an AWS managed policy; undefined for one that the sandbox does not know. */
export function awsManagedPolicy(arn: string): JsonObject | undefined {
	const match = /^arn:[a-z-]+:iam::aws:policy\/(.+)$/.exec(arn);
	const name = match?.[1];
	return name !== undefined && Object.hasOwn(AWS_MANAGED, name) ? AWS_MANAGED[name] : undefined;
}
