import { Card } from "#components/ui/card.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

const SIMULATOR = "https://policysim.aws.amazon.com/";

/** What Harness documents for a test that fails, or passes and proves too little. */
export function TestTrouble({ hasFailed }: { readonly hasFailed: boolean }) {
	return (
		<Card label="If Harness's test fails" flush>
			<Disclosure summary="If Harness's test fails" defaultOpen={hasFailed} row>
				<ul className="list-disc pl-5 text-ink-2 [&>li]:mt-1.5">
					<li>
						Credentials: from where they are used (the delegate, or a terminal with the same key), ask AWS who
						they are. With an STS role, try to take it up from there too.
					</li>
					<li>
						Permissions: ec2:DescribeRegions is needed by every AWS connector of Harness, whatever it is used
						for. AWS's IAM Policy Simulator shows what a role or user may do.
					</li>
					<li>The role was switched or changed just now: wait up to 5 minutes, then test again.</li>
					<li>
						No delegate answers: one with all the tags must be connected, and its firewall must let it reach
						the AWS endpoints of the services.
					</li>
					<li>
						GovCloud: credentials of GovCloud work in its regions only, and other credentials never there.
					</li>
				</ul>
				<div className="mt-3 flex flex-col gap-3">
					<CodeBlock label="Who am I to AWS" code="aws sts get-caller-identity" />
					<div>
						<LinkButton href={SIMULATOR} external size="small">
							Open the IAM Policy Simulator
						</LinkButton>
					</div>
				</div>
			</Disclosure>
			<Disclosure summary="If it passes, and a pipeline fails later" row>
				<p className="text-ink-2">
					Harness's test signs in and lists regions, and no more. A step can then still be refused for want of
					a permission: choose the tasks above, and give the role or user what the permission library composes
					for them.
				</p>
			</Disclosure>
		</Card>
	);
}
