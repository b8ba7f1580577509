import { Card } from "#components/ui/card.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Mono } from "#components/ui/mono.tsx";

/** How a reader who does not trust the sender tells that the file is genuine. */
export function SignatureCard({ fingerprint }: { readonly fingerprint: string }) {
	return (
		<Card title="How to verify it">
			<p>
				The downloaded file is signed with this installation's key, fingerprint{" "}
				<Mono wrap>{fingerprint}</Mono>. From a copy of Rolebridge:
			</p>
			<CodeBlock
				label="Verify a report"
				code={`npm run report:verify -- report.json --key "${fingerprint}"`}
				className="mt-2.5"
			/>
			<p className="mt-2.5 text-ink-2">
				This page is for reading. The proof is the signed file: one changed byte in it and the command says
				so.
			</p>
		</Card>
	);
}
