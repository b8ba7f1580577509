import { Card } from "#components/ui/card.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Mono } from "#components/ui/mono.tsx";

type VerifierCardProps = {
	readonly connectorId: string;
	/** Null: our own side is not known yet. */
	readonly statement: string | null;
	readonly roleArn: string;
	readonly isRegistered: boolean;
};

/** From Harness's word to proof of our own: one more statement in the role's trust policy. */
export function VerifierCard({ connectorId, statement, roleArn, isRegistered }: VerifierCardProps) {
	return (
		<Card
			title="Proof of your own"
			subtitle="Optional. With it Rolebridge asks AWS itself, instead of resting on Harness's word."
			aside={
				isRegistered && (
					<LinkButton href={`/connectors/${connectorId}/add-proof`} size="small">
						Add proof
					</LinkButton>
				)
			}
			flush
		>
			<p className="px-4.5 py-3 text-ink-2">
				The role <Mono wrap>{roleArn}</Mono> is asked by an external ID that this server made for it, and only
				once its trust policy has the statement below.{" "}
				{isRegistered
					? "Add it, then press Add proof."
					: "Add it now or later; proof can be added after Finish."}
			</p>
			{statement === null ? (
				<p className="border-t border-line px-4.5 py-3 text-sm text-ink-2">
					Rolebridge's own AWS identity is not known yet, so the statement cannot be written. Settings,
					Verifier says why.
				</p>
			) : (
				<Disclosure summary="The statement for the role's trust policy" row>
					<CodeBlock label="Statement for the trust policy" code={statement} />
				</Disclosure>
			)}
		</Card>
	);
}
