import type { LibraryEntry } from "../library-types.ts";
import { reference } from "./sources.ts";

/** Harness names no policy of its own here: it points to AWS's examples, which are these reads. */
export const EKS: LibraryEntry = {
	id: "eks",
	group: "eks",
	title: "Deploy to EKS",
	description:
		"Find EKS clusters and their endpoints. What may be done inside a cluster is Kubernetes's to say.",
	source: reference("connect-to-elastic-kubernetes-service-eks"),
	needs: [],
	isAlwaysIn: false,
	statements: [
		{
			Sid: "FindClusters",
			Effect: "Allow",
			Action: ["eks:DescribeCluster", "eks:ListClusters"],
			Resource: ["*"],
		},
	],
	notes: [
		"Harness recommends its Kubernetes cluster connector for EKS, which needs no AWS policy at all.",
		"With an AWS connector, EKS takes the credential Use IRSA, for a cross-account (STS) role too, and the cluster has to admit the role by an access entry or by aws-auth.",
	],
	probes: {},
};
