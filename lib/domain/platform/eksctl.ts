import { shellQuote } from "../aws-cli.ts";
import type { DelegateSetUp } from "./platform-settings.ts";

/** A command for a POSIX shell, and what it is for. */
export type GuideCommand = { readonly what: string; readonly command: string };

/**
 * The commands that give a Kubernetes service account a role of its own: EKS's OpenID Connect provider, which IAM must
 * know first, and the account with a role that carries the policy.
 *
 * @example eksctlCommands(setUp)[1]?.command // "eksctl create iamserviceaccount \\\n  --cluster test-eks \\\n  …"
 * @see https://docs.aws.amazon.com/eks/latest/eksctl/iamserviceaccounts.html
 */
export function eksctlCommands(setUp: DelegateSetUp): readonly GuideCommand[] {
	const cluster = [
		["--cluster", setUp.clusterName],
		["--region", setUp.region],
	] as const;
	return [
		{
			what: "Once a cluster: make its OpenID Connect provider known to IAM",
			command: command("eksctl utils associate-iam-oidc-provider", [...cluster, ["--approve"]]),
		},
		{
			what: "Create the service account and its role",
			command: command("eksctl create iamserviceaccount", [
				...cluster,
				["--namespace", setUp.namespace],
				["--name", setUp.serviceAccountName],
				["--attach-policy-arn", setUp.policyArn],
				["--override-existing-serviceaccounts"],
				["--approve"],
			]),
		},
	];
}

/**
 * How to see that it arrived: the role that eksctl made, by its annotation, and in the delegate's pods the two
 * variables that EKS adds.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-configuration.html
 */
export function arrivalCommands({
	namespace,
	serviceAccountName,
}: Pick<DelegateSetUp, "namespace" | "serviceAccountName">): readonly GuideCommand[] {
	const inNamespace = ["--namespace", namespace] as const;
	return [
		{
			what: "The role's ARN, as the service account bears it",
			command: command(`kubectl get serviceaccount ${shellQuote(serviceAccountName)}`, [
				inNamespace,
				["--output", ROLE_ARN_PATH],
			]),
		},
		{
			what: "Install the delegate",
			command: command("kubectl apply", [["--filename", DELEGATE_FILE_NAME]]),
		},
		{
			what: "AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE in its pods",
			command: `${command("kubectl describe pods", [inNamespace])} \\\n  | grep -E ${shellQuote(VARIABLES)}`,
		},
	];
}

/** What the edited file is saved as. */
export const DELEGATE_FILE_NAME = "harness-delegate.yaml";

const ROLE_ARN_PATH = "jsonpath={.metadata.annotations.eks\\.amazonaws\\.com/role-arn}";
const VARIABLES = "^Name:|AWS_ROLE_ARN|AWS_WEB_IDENTITY_TOKEN_FILE";

function command(program: string, options: readonly (readonly string[])[]): string {
	return [program, ...options.map((words) => words.map(shellQuote).join(" "))].join(
		options.length > 1 ? " \\\n  " : " ",
	);
}
