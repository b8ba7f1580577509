import { AccountNumber } from "#components/ui/account-number.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { partitionFacts } from "#lib/domain/partition.ts";
import type { ReceiverView } from "#lib/launch-links/view.ts";

/** What goes wrong most in the AWS console, and what to do about it; nothing of it is the receiver's fault. */
export function IfAwsRefuses({ view: { account, sender, way, template } }: { readonly view: ReceiverView }) {
	const { title, consoleHost } = partitionFacts(account.partition);
	// Only our own template asks in which account it is.
	const isGuarded = template?.source === "ours";
	return (
		<Disclosure summary="If AWS shows an error">
			<dl className="flex flex-col gap-2.5 text-sm text-ink-2 [&_dt]:font-medium [&_dt]:text-ink">
				<div>
					<dt>You are signed in to another account</dt>
					<dd>
						The number at the console's top right must be <AccountNumber value={account.id} />.{" "}
						{isGuarded && "In another account the stack stops by itself and makes nothing. "} Sign out there,
						sign in to the right one, and press the button again.
					</dd>
				</div>
				<div>
					<dt>It asks you to sign in, and does not know you</dt>
					<dd>
						This account belongs to {title}: its console is <Mono wrap>{consoleHost}</Mono>, and users of
						other AWS partitions are unknown there. If you have none in it, tell {sender.name} by declining,
						with a word why.
					</dd>
				</div>
				<div>
					<dt>You are not allowed to create roles</dt>
					<dd>
						Pass the message with this link on to somebody who is, or attach the approval pack below to a
						ticket. The link works for them as it does for you.
					</dd>
				</div>
				{way.kind === "create" && (
					<div>
						<dt>A stack of this name exists already</dt>
						<dd>
							Open <Mono wrap>{way.stackName}</Mono> in CloudFormation. If it failed earlier, delete it and
							press the button again; if it is in use, tell {sender.name}.
						</dd>
					</div>
				)}
			</dl>
		</Disclosure>
	);
}
