import { Card } from "#components/ui/card.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Mono } from "#components/ui/mono.tsx";
import type { RemovalInAws } from "#lib/loaders/offboard-view.ts";

type DeleteInAwsProps = {
	readonly removal: RemovalInAws;
	readonly roleArn: string;
	/** Whom the role lets in. */
	readonly vendor?: string;
};

/** The second part: what the account's administrator deletes, by whichever way it was made. */
export function DeleteInAws({ removal, roleArn, vendor = "Harness" }: DeleteInAwsProps) {
	const { stackName, region, isKnown, stackUrl, cliCommand, roleName, roleUrl } = removal;
	return (
		<Card title="2. Delete in AWS" subtitle="By somebody who may delete stacks or roles in that account.">
			<p className="text-ink-2">
				The role <Mono wrap>{roleArn}</Mono> is what lets {vendor} in.{" "}
				{isKnown ? (
					<>
						It was made by the stack <Mono wrap>{stackName}</Mono> in <Mono>{region}</Mono>: deleting the
						stack deletes the role and its policies.
					</>
				) : (
					<>
						It names no stack of its own, so the link looks for the name <Mono wrap>{stackName}</Mono> in{" "}
						<Mono>{region}</Mono>. Deleting that stack deletes the role and its policies.
					</>
				)}
			</p>
			<div className="mt-3">
				<LinkButton href={stackUrl} external tone="primary">
					{isKnown ? "Open the stack in AWS console" : "Find the stack in AWS console"}
				</LinkButton>
			</div>
			<div className="mt-3 flex flex-col gap-1">
				<Disclosure summary="By AWS CLI">
					<CodeBlock label="AWS CLI command" code={cliCommand} />
				</Disclosure>
				<Disclosure summary="Made with Terraform">
					<p className="text-sm text-ink-2">
						Take the stack's resource out of the configuration and apply it, or run{" "}
						<Mono>terraform destroy</Mono> where it stands alone. Deleted elsewhere, Terraform would make the
						role again at its next run.
					</p>
				</Disclosure>
				<Disclosure summary="The role was made by hand">
					<p className="mb-2 text-sm text-ink-2">
						Delete the role in IAM. Policies that were made for it alone can go too.
					</p>
					<LinkButton href={roleUrl} external size="small">
						Open {roleName} in AWS console
					</LinkButton>
				</Disclosure>
			</div>
		</Card>
	);
}
