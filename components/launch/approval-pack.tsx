import { PrintButton } from "#components/reports/print-button.tsx";
import { LiveProvider } from "#components/setup/live-provider.tsx";
import { AccountNumber } from "#components/ui/account-number.tsx";
import { Card } from "#components/ui/card.tsx";
import { type KeyValueItem, KeyValueList } from "#components/ui/key-value-list.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { absoluteWords } from "#components/ui/time-words.ts";
import { wordsOf } from "#lib/domain/destinations/words-of.ts";
import { policyJson } from "#lib/domain/permissions.ts";
import type { ApprovalPackView } from "#lib/launch-links/view.ts";
import { Undo } from "./launch-receipt.tsx";
import { Asked } from "./launch-request.tsx";
import { requestIntro, requestTitle } from "./launch-words.ts";

/** The request on paper, for a change ticket: everything open, nothing to press, times in UTC. */
export function ApprovalPack({ pack }: { readonly pack: ApprovalPackView }) {
	const { id, kind, requirements, account } = pack;
	const vendor = wordsOf(pack.destination).product;
	return (
		<LiveProvider>
			<PageHeader
				eyebrow={pack.mode === "sandbox" ? "Approval pack (sandbox)" : "Approval pack"}
				title={
					<>
						{requestTitle(kind, requirements, vendor)} <AccountNumber value={account.id} />
					</>
				}
				subtitle={requestIntro(kind, requirements, vendor)}
				actions={
					<span className="flex flex-wrap gap-2.5 print:hidden">
						<LinkButton href={`/launch/${id}`}>Back to the request</LinkButton>
						<PrintButton />
					</span>
				}
			/>
			<Card title="The request" flush>
				<KeyValueList items={requestFacts(pack)} />
			</Card>
			<Asked view={pack} isPrinted />
			<Exact pack={pack} />
			<Card title="How to undo it">
				<Undo kind={kind} undo={pack.undo} vendor={vendor} />
			</Card>
			<PackFiles files={pack.files} />
		</LiveProvider>
	);
}

/** Who asks, when, and by which template. */
export function requestFacts(
	pack: Pick<
		ApprovalPackView,
		"sender" | "createdAt" | "expiresAt" | "madeAt" | "checkWords" | "note" | "template"
	>,
): readonly KeyValueItem[] {
	const { sender, createdAt, expiresAt, madeAt, checkWords, note } = pack;
	return [
		{
			term: "Asked by",
			value: sender.email === sender.name ? sender.name : `${sender.name} (${sender.email})`,
		},
		...(note === ""
			? []
			: [{ term: "Their words", value: <span className="whitespace-pre-line">{note}</span> }]),
		{ term: "Sent", value: absoluteWords(createdAt) },
		{ term: "Works until", value: absoluteWords(expiresAt) },
		{ term: "Check words", value: checkWords.join(" · ") },
		{ term: "This page made", value: absoluteWords(madeAt) },
		...(pack.template?.sha256 == null
			? []
			: [{ term: "Template digest", value: <Mono wrap>{`sha256 ${pack.template.sha256}`}</Mono> }]),
		...(pack.template === null
			? []
			: [{ term: "Template URL", value: <Mono wrap>{pack.template.url}</Mono> }]),
	];
}

/** The documents as AWS gets them; unlike a code block they break lines, so that paper shows all of them. */
function Exact({ pack: { policies, trustPolicy, way } }: { readonly pack: ApprovalPackView }) {
	const documents = [
		...(trustPolicy === "" ? [] : [{ name: "Who may assume the role (trust policy)", text: trustPolicy }]),
		...policies.map(({ name, statements }) => ({ name: `Policy ${name}`, text: policyJson(statements) })),
		...(way.kind === "create"
			? [{ name: "Parameters of the stack", text: JSON.stringify(way.parameters, null, 2) }]
			: []),
	];
	if (documents.length === 0) return null;
	return (
		<Card title="Exact documents" flush>
			{documents.map(({ name, text }) => (
				<div key={name} className="border-t border-line px-4.5 py-3.5 first:border-t-0 [header+&]:border-t-0">
					<h3 className="mb-1.5">{name}</h3>
					<pre className="text-xs whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</pre>
				</div>
			))}
		</Card>
	);
}

export function PackFiles({ files }: Pick<ApprovalPackView, "files">) {
	if (files.length === 0) return null;
	return (
		<Card title="As files" subtitle="To attach to the ticket." className="print:hidden" flush>
			<ul>
				{files.map(({ name, path, what }) => (
					<li
						key={name}
						className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5 border-t border-line px-4.5 py-2.75 first:border-t-0"
					>
						<div className="min-w-0">
							<Mono>{name}</Mono>
							<p className="text-sm text-ink-2">{what}</p>
						</div>
						<LinkButton href={path} download={name} size="small">
							Download
						</LinkButton>
					</li>
				))}
			</ul>
		</Card>
	);
}
