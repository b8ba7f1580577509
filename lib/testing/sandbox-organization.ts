import {
	type CloudFormationClient,
	DescribeStackSetOperationCommand,
	ListStackInstancesCommand,
	type StackInstanceSummary,
} from "@aws-sdk/client-cloudformation";
import { sandboxCall } from "./sandbox-clients.ts";

/** An organization of the sandbox as `PUT organizations` answers it. */
export type SandboxOrganization = {
	readonly id: string;
	readonly rootId: string;
	readonly managementAccountId: string;
	readonly units: readonly { id: string; name: string; parentId: string }[];
	readonly accounts: readonly { id: string; name: string; state: string; parentId: string }[];
};

/** Sound: the sandbox's own answer, written by lib/sandbox/aws/admin-organizations.ts. */
export async function putOrganization(url: string, body: object): Promise<SandboxOrganization> {
	return (await sandboxCall(url, "PUT", "organizations", body)) as SandboxOrganization;
}

export function unitNamed(organization: SandboxOrganization, name: string): string {
	const unit = organization.units.find((one) => one.name === name);
	if (unit === undefined) throw new Error(`There is no unit ${name}.`);
	return unit.id;
}

/** Asks until the operation has ended, and gives its status. */
export async function operationEnd(
	client: CloudFormationClient,
	StackSetName: string,
	OperationId: string | undefined,
	CallAs?: "SELF" | "DELEGATED_ADMIN",
): Promise<string | undefined> {
	for (;;) {
		const { StackSetOperation } = await client.send(
			new DescribeStackSetOperationCommand({ StackSetName, OperationId, CallAs }),
		);
		if (StackSetOperation?.EndTimestamp !== undefined) return StackSetOperation.Status;
	}
}

/** All pages. */
export async function instancesOf(
	client: CloudFormationClient,
	StackSetName: string,
): Promise<StackInstanceSummary[]> {
	const all: StackInstanceSummary[] = [];
	let NextToken: string | undefined;
	do {
		const page = await client.send(new ListStackInstancesCommand({ StackSetName, NextToken }));
		all.push(...(page.Summaries ?? []));
		NextToken = page.NextToken;
	} while (NextToken !== undefined);
	return all;
}
