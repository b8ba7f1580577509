import type { ReactNode } from "react";
import { RoleTemplateText } from "#components/setup/role-template-text.tsx";
import { AccountNumber } from "#components/ui/account-number.tsx";
import { Card } from "#components/ui/card.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { type KeyValueItem, KeyValueList } from "#components/ui/key-value-list.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { shellQuote } from "#lib/domain/aws-cli.ts";
import { partitionFacts } from "#lib/domain/partition.ts";
import type { ReceiverView, RequestView, TemplateView, TrustView } from "#lib/launch-links/view.ts";

/** Which account, which role, who may use it, from which template: each as AWS will show it. */
export function LaunchFacts({
	view,
	isPrinted = false,
}: {
	readonly view: ReceiverView;
	readonly isPrinted?: boolean;
}) {
	const { account, role, template } = view;
	const facts = partitionFacts(account.partition);
	const items: readonly (KeyValueItem | false)[] = [
		{
			term: "Account",
			value: (
				<>
					<AccountNumber value={account.id} />
					{account.name !== "" && <span className="text-ink-2"> · {account.name}</span>}
					{account.partition !== "aws" && (
						<p className="text-sm text-ink-2">
							In {facts.title}: sign in at <Mono>{facts.consoleHost}</Mono>, with a user of that partition.
						</p>
					)}
				</>
			),
		},
		{ term: "Role", value: <Mono wrap>{`${role.path === "/" ? "" : role.path}${role.name}`}</Mono> },
		role.permissionsBoundaryArn !== "" && {
			term: "Boundary",
			value: (
				<>
					It can never do more than <Mono wrap>{role.permissionsBoundaryArn}</Mono> allows.
				</>
			),
		},
		{
			term: "Who may use it",
			value:
				view.kind === "remove" ? (
					"Nobody any more, once the stack is deleted."
				) : (
					<WhoMay trust={view.trust} />
				),
		},
		template !== null && { term: "Template", value: <TemplateLine template={template} /> },
		{ term: "Check words", value: <CheckWords view={view} /> },
	];
	return (
		<Card label="The request in facts" flush>
			<KeyValueList items={items.filter((item) => item !== false)} />
			{template !== null && !isPrinted && (
				<div className="border-t border-line">
					<Disclosure row summary="Read the template, and check that AWS gets the same">
						<TemplateReading template={template} />
					</Disclosure>
				</div>
			)}
		</Card>
	);
}

export function WhoMay({ trust: { harness, verifier } }: { readonly trust: TrustView }) {
	return (
		<div className="flex flex-col gap-1.5">
			{harness !== null && (
				<p>
					{harness.vendor ?? "Harness"}{" "}
					<span className="text-ink-2">
						(AWS account <Mono>{harness.awsAccountId}</Mono>), only with the external ID{" "}
						<Mono wrap>{harness.externalId}</Mono>
					</span>
				</p>
			)}
			{verifier !== null && (
				<p>
					Rolebridge{" "}
					<span className="text-ink-2">
						(AWS account <Mono>{verifier.awsAccountId}</Mono>), only to look: it checks that the role works
						and that nobody else gets in. The role's own policies keep it from anything else.
					</span>
				</p>
			)}
			<p className="text-ink-2">Nobody else.</p>
		</div>
	);
}

/** Made from what is asked, not from the link: equal words on both sides mean the same request. */
export function CheckWords({ view: { checkWords, sender } }: { readonly view: RequestView }) {
	return (
		<>
			<b translate="no">{checkWords.join(" · ")}</b>
			<p className="text-sm text-ink-2">
				{sender.name} sees the same. In doubt, call them by a number that you know, and compare.
			</p>
		</>
	);
}

export function TemplateLine({ template: { source, version, sha256 } }: { readonly template: TemplateView }) {
	const parts: readonly ReactNode[] = [
		source === "ours" ? "Rolebridge's" : "Harness's own, as Harness publishes it",
		...(version === null ? [] : [`version ${version}`]),
	];
	return (
		<>
			{parts.join(" · ")}
			{sha256 !== null && (
				<span className="text-ink-2">
					{" "}
					· <Mono>sha256 {`${sha256.slice(0, 8)}…${sha256.slice(-8)}`}</Mono>
				</span>
			)}
		</>
	);
}

export function TemplateReading({
	template: { source, url, sha256, ownPath, ownSha256 },
}: {
	readonly template: TemplateView;
}) {
	return (
		<div className="flex flex-col gap-3 text-sm">
			{source === "ours" ? <RoleTemplateText path={ownPath} /> : <HarnessTemplate />}
			{source === "ours" && sha256 !== null && sha256 !== ownSha256 && (
				<p>
					The file here is a newer version than the one AWS gets. Read the one that AWS gets from its own
					address, below.
				</p>
			)}
			<p className="text-ink-2 [overflow-wrap:anywhere]">
				AWS reads the template from <Mono wrap>{url}</Mono>
				{sha256 !== null && (
					<>
						. Its SHA-256 is <Mono wrap>{sha256}</Mono>
					</>
				)}
				. To see for yourself:
			</p>
			<CodeBlock label="Digest of what AWS gets" code={`curl -fsSL ${shellQuote(url)} | sha256sum`} />
		</div>
	);
}

function HarnessTemplate() {
	return (
		<p>
			This template is written and published by Harness. Its role lets in Harness only, so Rolebridge cannot
			check it: Harness's own test tells whether it works.
		</p>
	);
}
