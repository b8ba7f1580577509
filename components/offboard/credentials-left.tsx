import { Card } from "#components/ui/card.tsx";
import { Mono } from "#components/ui/mono.tsx";

/** What a platform connector leaves behind: nothing of it was made by Rolebridge, so its owner decides. */
export function CredentialsLeft({ roleArn }: { readonly roleArn: string | null }) {
	return (
		<Card title="2. What stays in AWS" subtitle="Rolebridge made nothing there, and deletes nothing.">
			<p className="text-ink-2">
				{roleArn === null ? (
					"The delegate's role, the service account's role or the access key still works for whoever has it."
				) : (
					<>
						The role <Mono wrap>{roleArn}</Mono> still trusts whom its policy names.
					</>
				)}{" "}
				Where it was for this connector alone, its owner takes it away: the role, the access key with its
				secret in Harness, or the service account.
			</p>
		</Card>
	);
}
