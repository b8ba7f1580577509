import { CodeBlock } from "#components/ui/code-block.tsx";
import { Mono } from "#components/ui/mono.tsx";

/** Lists regions: what every AWS connector of Harness needs, whatever it is for. */
const DESCRIBE_REGIONS = JSON.stringify(
	{
		Version: "2012-10-17",
		Statement: [{ Effect: "Allow", Action: "ec2:DescribeRegions", Resource: "*" }],
	},
	null,
	2,
);

/** How to come by an access key, and why rather not. */
export function IamUserGuide() {
	return (
		<div className="flex flex-col gap-3 text-sm text-ink-2">
			<p>
				Take another way where you can. A user's key works from anywhere, for anybody who holds it, until
				somebody deletes it; a role's credentials end within hours and are bound to whom the role trusts.
			</p>
			<ol className="list-decimal pl-5 [&>li]:mt-1">
				<li>
					In the IAM console, choose Users, Create user. Leave access to the console off: what Harness needs
					is programmatic access, to AWS's API.
				</li>
				<li>
					Attach a customer managed policy that allows <Mono>ec2:DescribeRegions</Mono>, and the policies of
					what it is to do; the permission library composes them.
				</li>
				<li>
					Open the user, Security credentials, Create access key, Application running outside AWS. The secret
					key is shown once.
				</li>
				<li>
					In Harness, in the scope of this connector or above, make a text secret of the secret key. Choose it
					above.
				</li>
				<li>
					Replace the key every 90 days: make the second one, change the secret in Harness, delete the first.
				</li>
			</ol>
			<CodeBlock label="The least that the user needs" code={DESCRIBE_REGIONS} />
		</div>
	);
}
