import { Card } from "#components/ui/card.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { HARNESS_KEY_PERMISSIONS, HARNESS_KEY_STEPS } from "#lib/domain/rollout/harness-key-guide.ts";

/** How a key for registering is made in Harness, and what it must be allowed. */
export function KeyGuide({ isOpen }: { readonly isOpen: boolean }) {
	return (
		<Card
			title="The key for Harness"
			subtitle="How one is made, and what it must be allowed."
			className="overflow-hidden"
			flush
		>
			<Disclosure row defaultOpen={isOpen} summary="A service account, an API key and a token in Harness">
				<ol className="flex list-decimal flex-col gap-3 pl-5">
					{HARNESS_KEY_STEPS.map(({ title, actions, note }) => (
						<li key={title}>
							<b>{title}</b>
							<ul className="mt-1 list-disc pl-5 text-ink-2">
								{actions.map((action) => (
									<li key={action}>{action}</li>
								))}
							</ul>
							{note !== null && <p className="mt-1 text-sm text-ink-2">{note}</p>}
						</li>
					))}
				</ol>
				<p className="mt-3">
					<LinkButton href="/settings" size="small">
						Enter it in Settings
					</LinkButton>
				</p>
			</Disclosure>
			<Disclosure row summary="What the key must be allowed, and why">
				<ul className="flex flex-col gap-2">
					{HARNESS_KEY_PERMISSIONS.map(({ id, title, why, isRequired }) => (
						<li key={id}>
							<b>{title}</b> <Mono>{id}</Mono>
							{!isRequired && <span className="text-ink-2"> · only for that</span>}
							<p className="text-sm text-ink-2">{why}</p>
						</li>
					))}
				</ul>
			</Disclosure>
		</Card>
	);
}
