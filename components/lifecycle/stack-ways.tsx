import { CodeBlock } from "#components/ui/code-block.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { FAILURES } from "#lib/domain/failures.ts";
import type { StackAnswer } from "#lib/loaders/changes.ts";

type Change = NonNullable<StackAnswer["change"]>;

/** Every way to update the stack; what is not named keeps its value. */
export function StackWays({ stack }: { readonly stack: StackAnswer }) {
	const { change, failure } = stack;
	if (change === null) return <NoWay code={failure.code} />;
	if (change.refusal !== null) return <NoWay code={change.refusal} />;
	if (change.templateUrl === null && change.checklist.length === 0) {
		return <p>The stack needs no other parameters for this.</p>;
	}
	return (
		<Tabs
			label="How to update the stack"
			tabs={[
				{ id: "console", label: "In the AWS console", content: <InConsole change={change} /> },
				{ id: "cli", label: "AWS CLI", content: <ByCommand change={change} /> },
				{ id: "change-set", label: "Change set", content: <ByChangeSet change={change} /> },
			]}
		/>
	);
}

function NoWay({ code }: { readonly code: keyof typeof FAILURES }) {
	if (code === "TEMPLATE_NOT_CHECKED") {
		return (
			<Notice tone="wait" title="Checking the template…">
				CloudFormation is asked whether the template takes every value. Load the page again in a few seconds.
			</Notice>
		);
	}
	const { title, cause, fixes } = FAILURES[code];
	return (
		<Notice tone="bad" title={title}>
			<p>{cause}</p>
			<p>{fixes[0]}</p>
		</Notice>
	);
}

function InConsole({ change }: { readonly change: Change }) {
	const { stackName, region, stackUrl, updateUrl, templateUrl, checklist, isKnown } = change;
	return (
		<div className="flex flex-col gap-4">
			<div>
				<LinkButton href={stackUrl} external tone="primary">
					Open the stack in AWS console
				</LinkButton>
				<p className="mt-2 text-sm text-ink-2">
					Stack <Mono>{stackName}</Mono> in {region}.{" "}
					{!isKnown &&
						"The role bears no tag of its stack, so the list of stacks opens, narrowed to this name."}
				</p>
			</div>
			<ol className="flex list-decimal flex-col gap-3 pl-5">
				<li>
					Choose <b>Update</b>
					{templateUrl === null ? (
						<>
							, then <b>Use existing template</b>.
						</>
					) : (
						<>
							, then <b>Replace existing template</b> with this Amazon S3 URL:
							<div className="mt-2">
								<CopyField label="Template URL" value={templateUrl} hideLabel />
							</div>
						</>
					)}
				</li>
				{checklist.length > 0 && (
					<li>
						Set {checklist.length === 1 ? "this parameter" : "these parameters"} and leave all others as they
						are:
						<div className="mt-2 flex flex-col gap-3">
							{checklist.map(({ name, value }) => (
								<CopyField
									key={name}
									label={name}
									value={value}
									{...(value === "" && { hint: "Empty: delete what stands there." })}
								/>
							))}
						</div>
					</li>
				)}
				<li>Tick the acknowledgement and submit. The role keeps its name and its ARN.</li>
			</ol>
			{updateUrl !== null && (
				<Disclosure summary="Go straight to the update form">
					<p className="mb-2">
						This uses a page address of the console that AWS does not document. It may stop working; the stack
						itself is then the way.
					</p>
					<LinkButton href={updateUrl} external size="small">
						Open the update form
					</LinkButton>
				</Disclosure>
			)}
		</div>
	);
}

function ByCommand({ change }: { readonly change: Change }) {
	return (
		<div className="flex flex-col gap-3">
			<p className="text-sm text-ink-2">
				Run this with credentials of the account, or in its CloudShell. Every parameter that is not changed
				keeps its value.
			</p>
			<CodeBlock label="AWS CLI command" code={change.cliCommand} />
		</div>
	);
}

function ByChangeSet({ change: { changeSet } }: { readonly change: Change }) {
	return (
		<div className="flex flex-col gap-3">
			<p className="text-sm text-ink-2">
				A change set shows what AWS would do before it does it. Make it, read it, then run it.
			</p>
			<CodeBlock label="Make the change set" code={changeSet.create} />
			<CodeBlock label="Read it" code={changeSet.describe} />
			<CodeBlock label="Run it" code={changeSet.execute} />
		</div>
	);
}
