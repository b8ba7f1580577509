import { Card } from "#components/ui/card.tsx";
import { Mono } from "#components/ui/mono.tsx";

export function OverviewAside({ requiresAutoStopping }: { readonly requiresAutoStopping: boolean }) {
	return (
		<Card title="Where the account ID stands">
			<div className="flex flex-col gap-3 text-sm text-ink-2">
				<p>
					In the AWS console, press your name at the top right: the 12 digits are at the head of that menu.
				</p>
				<p>
					In a terminal: <Mono wrap>aws sts get-caller-identity --query Account --output text</Mono>
				</p>
				<p>
					For costs of the whole organization, connect the payer (management) account first. Its report then
					covers the member accounts.
				</p>
				{requiresAutoStopping && (
					<p>
						This connector is for an AutoStopping rule, so Optimization by AutoStopping is chosen from the
						start.
					</p>
				)}
			</div>
		</Card>
	);
}
