import { Disclosure } from "#components/ui/disclosure.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { Partition } from "#lib/domain/partition.ts";
import { stsPlaces } from "#lib/domain/sts-regions.ts";

/** For accounts with something in a region that is off at first, such as ap-east-1 or eu-south-1. */
export function StsRegionsNote({
	partition,
	row = false,
}: {
	readonly partition: Partition;
	/** A row of a card, as Disclosure has them. */
	readonly row?: boolean;
}) {
	const places = stsPlaces(partition);
	if (places.length === 0) return null;
	return (
		<Disclosure row={row} summary="Regions such as ap-east-1 or eu-south-1: where STS is switched on">
			<div className="flex flex-col gap-2 text-sm text-ink-2">
				<p>
					These regions, and STS in them, are off until the account switches them on. Nobody, a vendor's role
					included, sees what runs there before.
				</p>
				<ol className="flex flex-col gap-2">
					{places.map(({ title, doing, url }) => (
						<li key={title} className="flex flex-wrap items-center justify-between gap-2">
							<span className="min-w-0 flex-1">
								<b className="text-ink">{title}.</b> {doing}
							</span>
							<LinkButton href={url} external size="small">
								Open
							</LinkButton>
						</li>
					))}
				</ol>
			</div>
		</Disclosure>
	);
}
