import { Card } from "#components/ui/card.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { type KeyValueItem, KeyValueList } from "#components/ui/key-value-list.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { wordsOf } from "#lib/domain/destinations/words-of.ts";
import type { LaunchLinkKind } from "#lib/domain/launch-link.ts";
import type { ReceiverView, UndoView } from "#lib/launch-links/view.ts";

/** What was made, by whose wish, and how to take it back: to keep. */
export function LaunchReceipt({ view }: { readonly view: ReceiverView }) {
	const { kind, role, undo, sender, checkWords } = view;
	const items: readonly KeyValueItem[] = [
		{ term: kind === "remove" ? "Stack deleted" : "Stack", value: <StackPlace undo={undo} /> },
		{ term: "Role", value: <Mono wrap>{role.arn}</Mono> },
		{ term: "Asked by", value: `${sender.name}${sender.email === sender.name ? "" : ` (${sender.email})`}` },
		{ term: "Check words", value: checkWords.join(" · ") },
	];
	return (
		<Card title="Receipt" flush>
			<KeyValueList items={items} />
			<div className="border-t border-line">
				<Disclosure row defaultOpen summary="How to undo it">
					<Undo kind={kind} undo={undo} vendor={wordsOf(view.destination).product} />
				</Disclosure>
			</div>
		</Card>
	);
}

function StackPlace({ undo }: { readonly undo: UndoView }) {
	return (
		<>
			<Mono wrap>{undo.stackName}</Mono> in {undo.region}
		</>
	);
}

type UndoProps = {
	readonly kind: LaunchLinkKind;
	readonly undo: UndoView;
	/** Whom the role is for. */
	readonly vendor?: string;
};

/** The whole of what was made goes with its stack. */
export function Undo({ kind, undo, vendor = "Harness" }: UndoProps) {
	if (kind === "remove") {
		return (
			<p className="text-sm text-ink-2">
				Nothing of it is left in this account. Should {vendor} get access again, somebody sends a new request.
			</p>
		);
	}
	return (
		<div className="flex flex-col gap-3 text-sm">
			<p className="text-ink-2">
				{kind === "roll-out"
					? "Delete the stack. It takes the stack set, and with it the role of every account, away again; the organization reader role and this account's own role go too. You need nobody's leave for it."
					: kind === "connect"
						? `Delete the stack. The role goes with it, and ${vendor} and Rolebridge are refused at once. You need nobody's leave for it.`
						: "Update the stack again with the earlier values: AWS keeps them under the stack's change sets and events. To end all access, delete the stack."}
			</p>
			<div>
				<LinkButton href={undo.stackUrl} external size="small">
					Open the stack in the AWS console
				</LinkButton>
			</div>
			<CodeBlock label="Delete the stack by the AWS CLI" code={undo.cliCommand} />
		</div>
	);
}
