import { consoleLayout } from "./layout.ts";

export function homePage(): string {
	return consoleLayout({
		title: "Console home",
		body: `<h1>Console home</h1>
<section><h2>What this console plays</h2><ul>
<li><a href="/console/cloudformation/home?region=us-east-1#/stacks">CloudFormation</a>: the stacks of an account</li>
<li><a href="/console/cloudformation/home?region=us-east-1#/stacksets">CloudFormation StackSets</a>: one template in many accounts</li>
<li><a href="/console/organizations/v2/home/accounts">AWS Organizations</a>: units and accounts with their ids</li>
<li><a href="/console/costmanagement/home#/bcm-data-exports">Billing and Cost Management</a>: cost reports and their buckets</li>
</ul></section>`,
		script: "",
	});
}
