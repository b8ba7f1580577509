import { Card } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { cn } from "#lib/cn.ts";

const TOTALS = ["a", "b", "c", "d", "e", "f", "g"] as const;
const ROWS = ["a", "b", "c", "d", "e", "f", "g", "h"] as const;

/** The page's frame in the page's measures, until the figures are there. */
export function DashboardSkeleton() {
	return (
		<>
			<PageHeader
				title="Connectors"
				subtitle={<p>Reading the connectors…</p>}
				actions={<Block className="h-9 w-36" />}
			/>
			<Card label="Totals" flush className="overflow-hidden">
				<div aria-hidden="true" className="flex flex-wrap gap-px bg-line">
					{TOTALS.map((name) => (
						<div key={name} className="flex-1 basis-[8.25rem] bg-paper px-4.5 py-3.5">
							<Block className="h-4.75 w-20" />
							<Block className="mt-1.5 h-6 w-12" />
						</div>
					))}
				</div>
			</Card>
			<div aria-hidden="true" className="h-10.25 border-b border-line" />
			<div aria-hidden="true" className="flex flex-wrap gap-2">
				<Block className="h-9 w-76 max-w-full" />
				<Block className="h-9 w-28" />
				<Block className="h-9 w-28" />
				<Block className="h-9 w-32" />
			</div>
			<Card label="Connectors" flush>
				<div aria-hidden="true">
					<div className="h-12.75 border-b border-line px-4.5 py-4">
						<Block className="h-4 w-40" />
					</div>
					{ROWS.map((name) => (
						<div
							key={name}
							className="flex h-11 items-center gap-8 border-b border-line px-4.5 last:border-b-0"
						>
							<Block className="h-4 w-36" />
							<Block className="h-4 w-28 max-md:hidden" />
							<Block className="h-5 w-20" />
							<span className="flex-1" />
							<Block className="h-4.5 w-52 max-md:hidden" />
						</div>
					))}
				</div>
			</Card>
		</>
	);
}

function Block({ className }: { readonly className: string }) {
	return <div aria-hidden="true" className={cn("rounded-sm bg-line motion-safe:animate-pulse", className)} />;
}
