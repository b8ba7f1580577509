import { AccountNumber } from "#components/ui/account-number.tsx";
import { Card } from "#components/ui/card.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { FAILURES } from "#lib/domain/failures.ts";
import type { StackChange } from "#lib/lifecycle/stack-change.ts";
import type { AddProofView } from "#lib/loaders/add-proof-view.ts";
import { AskAgain } from "./ask-again.tsx";

type AddProofProps = { readonly view: AddProofView };

/** From Harness's word to proof of our own: the role is made to trust Rolebridge too, and is then asked. */
export function AddProof({ view }: AddProofProps) {
	const isPlatform = view.destination === "harness-platform";
	return (
		<div className="mx-auto flex w-full max-w-[46rem] flex-col gap-4">
			<PageHeader
				title={`Add proof to ${view.name}`}
				subtitle={<AccountNumber value={view.awsAccountId} />}
				actions={<LinkButton href={`/connectors/${view.id}`}>Back to the connector</LinkButton>}
			/>
			<Why />
			<Card title="1. Let the role trust Rolebridge" flush>
				{isPlatform ? (
					<OwnersRole view={view} />
				) : (
					<div className="px-4.5 py-4">
						{view.change === null ? <NoTemplate /> : <UpdateStack change={view.change} />}
					</div>
				)}
				{view.trustPolicy !== "" && !isPlatform && (
					<Disclosure summary="The role has no stack, or was made by hand" row>
						<p className="mb-2.5 text-sm text-ink-2">
							Give the role this trust policy; it keeps Harness's entry. Rolebridge reads only, and the
							session policy that it passes allows nothing else.
						</p>
						<CodeBlock label="Trust policy that the role needs" code={view.trustPolicy} />
					</Disclosure>
				)}
			</Card>
			<AskAgain connectorId={view.id} destination={view.destination} initial={view.progress} />
		</div>
	);
}

function Why() {
	return (
		<Card title="Why">
			<p className="text-ink-2">
				The role does not trust Rolebridge, so all that is known of it here is what Harness's own test says:
				not whether it refuses a wrong external ID, nor who else may use it, nor what it is permitted. With
				one more statement in its trust policy, Rolebridge asks AWS itself. The role keeps its ARN, and
				nothing changes in Harness.
			</p>
		</Card>
	);
}

/** Whom else it trusts is its owner's own business: one statement comes to theirs. */
function OwnersRole({ view: { roleArn, trustPolicy } }: AddProofProps) {
	return (
		<div className="flex flex-col gap-3 px-4.5 py-4">
			<p className="text-ink-2">
				Whoever owns the role <Mono wrap>{roleArn}</Mono> adds this statement to its trust policy. The others
				stay as they are. Rolebridge reads only, by an external ID of its own; the one that the owner gave out
				for Harness is never used.
			</p>
			{trustPolicy === "" ? (
				<Notice tone="warn" title="Rolebridge's own AWS identity is not known yet">
					So the statement cannot be written. Settings, Verifier says why.
				</Notice>
			) : (
				<CodeBlock label="Statement for the trust policy" code={trustPolicy} />
			)}
		</div>
	);
}

function NoTemplate() {
	return (
		<Notice tone="warn" title="No template of ours can be handed out now">
			Links use Harness's template, which cannot carry the statement. Upload ours in Settings, or change the
			trust policy by hand.
		</Notice>
	);
}

function UpdateStack({ change }: { readonly change: StackChange }) {
	if (change.refusal !== null) {
		const { title, cause, fixes } = FAILURES[change.refusal];
		return (
			<Notice tone="warn" title={title}>
				{cause} {fixes[0]}
			</Notice>
		);
	}
	return (
		<>
			<p className="text-ink-2">
				Update the stack <Mono wrap>{change.stackName}</Mono> in <Mono>{change.region}</Mono> in place with
				our template: its parts bear the same names as those of Harness's template, so the role stays the same
				one.
				{!change.isKnown && " Harness does not say which stack made the role; the name is the usual one."}
			</p>
			<div className="mt-3 flex flex-col gap-3">
				<CodeBlock label="AWS CLI command" code={change.cliCommand} />
				<Disclosure summary="In the AWS console">
					<div className="flex flex-col gap-3">
						<p className="text-sm text-ink-2">
							A launch link cannot update a stack. Open it, choose Update, then Replace existing template,
							paste the template's address, set these parameters, and leave the others as they are.
						</p>
						<div>
							<LinkButton href={change.stackUrl} external size="small">
								{change.isKnown ? "Open the stack in AWS console" : "Find the stack in AWS console"}
							</LinkButton>
						</div>
						{change.templateUrl !== null && <CopyField label="Amazon S3 URL" value={change.templateUrl} />}
						{change.checklist.map(({ name, value }) => (
							<CopyField key={name} label={name} value={value} />
						))}
					</div>
				</Disclosure>
			</div>
		</>
	);
}
