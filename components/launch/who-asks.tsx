import { QuoteIcon } from "#components/ui/icons.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { absoluteWords } from "#components/ui/time-words.ts";
import type { RequestView } from "#lib/launch-links/view.ts";

/** The person behind the request, and their own words. */
export function WhoAsks({ view }: { readonly view: RequestView }) {
	const { sender, note, createdAt, expiresAt, live } = view;
	return (
		<>
			<div className="mt-4 flex items-center gap-3.5">
				<div
					aria-hidden="true"
					className="grid size-10 flex-none place-items-center rounded-full bg-brand-wash font-semibold text-brand"
				>
					{(sender.name.trim() || sender.email).slice(0, 1).toUpperCase()}
				</div>
				<div className="min-w-0">
					<p>
						<b>{sender.name}</b> asks you for something in AWS
					</p>
					<p className="text-sm text-ink-2 [overflow-wrap:anywhere]">
						{sender.email !== "" && sender.email !== sender.name && <>{sender.email} · </>}
						sent <RelativeTime at={createdAt} now={live.now} /> · works until {absoluteWords(expiresAt)}
					</p>
				</div>
			</div>
			{note !== "" && (
				<figure className="flex gap-3 rounded border border-line bg-paper px-4.5 py-3.5 shadow-lift">
					<QuoteIcon className="mt-0.75 flex-none text-ink-3" />
					<div className="min-w-0">
						<figcaption className="text-sm text-ink-2">{sender.name} writes</figcaption>
						<blockquote className="whitespace-pre-line [overflow-wrap:anywhere]">{note}</blockquote>
					</div>
				</figure>
			)}
		</>
	);
}
