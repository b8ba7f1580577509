import { CodeBlock } from "#components/ui/code-block.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { LaunchView } from "#lib/organizations/launch-view.ts";
import { StackBesides } from "./one-stack.tsx";

/** The stack set by commands, in the account that administers it. */
export function CliWay({ view }: { readonly view: LaunchView }) {
	return (
		<div className="flex flex-col gap-4">
			<p className="text-sm text-ink-2">
				Run these with credentials of the account that administers stack sets, or in its CloudShell, one after
				the other. Then press <b className="text-ink">I have launched it</b>.
			</p>
			{view.commands.map((command, index) => (
				<CodeBlock
					key={command}
					label={index === 0 ? "1. The stack set" : `${index + 1}. Its stacks in every account`}
					code={command}
				/>
			))}
			<StackBesides view={view} />
		</div>
	);
}

const CHECKS = [
	"It is service-managed, with automatic deployment on. A self-managed one cannot become service-managed.",
	"Its template is Harness's HarnessAWSTemplate.yaml or one of ours: the roles then keep their names and ARNs.",
	"Its name and region are those under More options; change them there first.",
	"Nobody else's stacks hang on it: every account that it covers gets the new values.",
] as const;

/** A stack set that somebody made by Harness's document, updated in place. */
export function ExistingWay({ view }: { readonly view: LaunchView }) {
	return (
		<div className="flex flex-col gap-4">
			<p className="text-sm text-ink-2">
				Rolebridge's template has Harness's logical ids, so a stack set made by Harness's document can be
				updated in place. Each account keeps its role, and connectors that use it keep working.
			</p>
			<Notice tone="info" title="What to check first">
				<ul className="list-disc pl-5">
					{CHECKS.map((check) => (
						<li key={check}>{check}</li>
					))}
				</ul>
			</Notice>
			{view.templateSource === "harness" && (
				<Notice tone="warn" title="Links use Harness's published template">
					An update to it would change nothing but values. Publish Rolebridge's template first.
				</Notice>
			)}
			<CodeBlock label="AWS CLI command" code={view.updateCommand} />
			<StackBesides view={view} />
		</div>
	);
}

/** Files for a repository of one's own. */
export function ByFiles({ rolloutId }: { readonly rolloutId: string }) {
	return (
		<div className="flex flex-col gap-3">
			<p className="text-sm text-ink-2">
				The same launch as Terraform or OpenTofu, with the connectors too if you like, as files with the exact
				next commands. Other forms are there as well: CloudFormation, AWS CLI, cURL, JSON, CSV.
			</p>
			<div>
				<LinkButton href={`/organizations/${rolloutId}/files`}>Open the files</LinkButton>
			</div>
			<p className="text-sm text-ink-2">
				When you have applied them, press <b className="text-ink">I have launched it</b>.
			</p>
		</div>
	);
}
