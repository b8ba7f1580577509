import { Card } from "#components/ui/card.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

/** Without a mail server somebody else has to help. */
export function NoMailNotice() {
	return (
		<Card label="No e-mail">
			<div className="flex flex-col gap-3">
				<p>
					<b>This installation sends no e-mail.</b> Ask an administrator: in Settings, under People, they can
					remove your account and invite you anew with the same role. What you did stays in the audit log.
				</p>
				<p>If nobody can sign in any more, whoever runs the server makes a link to choose a new password:</p>
				<CodeBlock label="On the server" code="npm run reset-password -- you@example.com" />
				<div>
					<LinkButton href="/sign-in">Back</LinkButton>
				</div>
			</div>
		</Card>
	);
}
