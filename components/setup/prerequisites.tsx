import { Card } from "#components/ui/card.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { DestinationWords } from "#lib/domain/destinations/profile.ts";

/** What another vendor wants to be there before the account is connected. */
export function Prerequisites({ words }: { readonly words: DestinationWords }) {
	const { product, prerequisites } = words;
	if (prerequisites.length === 0) return null;
	return (
		<Card title={`Before you connect to ${product}`} flush>
			<ul>
				{prerequisites.map(({ what, detail, href, isRequired }) => (
					<li key={what} className="border-t border-line px-4.5 py-3 text-sm first:border-t-0">
						<p className="font-medium">
							{what} <span className="font-normal text-ink-2">{isRequired ? "(required)" : ""}</span>
						</p>
						<p className="text-ink-2">{detail}</p>
						{href !== null && (
							<LinkButton href={href} external tone="quiet" size="small" className="-ml-2.5">
								Read more<span className="sr-only">: {what}</span>
							</LinkButton>
						)}
					</li>
				))}
			</ul>
		</Card>
	);
}
