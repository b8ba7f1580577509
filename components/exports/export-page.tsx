import type { ReactNode } from "react";
import { FailureNotice } from "#components/setup/failure-notice.tsx";
import { Link } from "#components/ui/link.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { cn } from "#lib/cn.ts";
import type { ExportPageView } from "#lib/loaders/exports.ts";
import { ExportForm } from "./export-form.tsx";
import { wordsOf } from "./form-words.ts";
import { withParams } from "./with-params.ts";

export type ExportPageProps = {
	readonly page: ExportPageView;
	/** This page's own address, with what it is about. */
	readonly pageHref: string;
	/** Where the files come from, with the same. */
	readonly filesHref: string;
	/** Where what is missing can be filled in. */
	readonly setupHref?: string;
	/** The other pages about the same. */
	readonly nav?: ReactNode;
};

/** One plan in many forms: what each looks like, its files, and what to type next. */
export function ExportPage({ page, pageHref, filesHref, setupHref, nav }: ExportPageProps) {
	const { title, format, view, failure } = page;
	return (
		<>
			<PageHeader
				eyebrow={title}
				title="Export as files"
				subtitle="The same plan for other tools. No file holds a secret: each reads it from where it is run."
			/>
			{nav}
			<div className="grid items-start gap-4 lg:grid-cols-[17rem_minmax(0,1fr)]">
				<Forms page={page} pageHref={pageHref} />
				<div className="flex min-w-0 flex-col gap-4">
					{failure !== null && <FailureNotice failure={failure} />}
					{failure?.code === "ROLLOUT_INCOMPLETE" && setupHref !== undefined && (
						<div>
							<LinkButton href={setupHref} tone="primary">
								Go on with the set-up
							</LinkButton>
						</div>
					)}
					{view !== null && <ExportForm view={view} format={format} filesHref={filesHref} />}
				</div>
			</div>
		</>
	);
}

function Forms({ page: { format, formats }, pageHref }: Omit<ExportPageProps, "filesHref">) {
	return (
		<nav aria-label="Forms" className="rounded border border-line bg-paper shadow-lift">
			<ul className="max-lg:grid max-lg:grid-cols-2">
				{formats.map((each) => {
					const { title, what } = wordsOf(each, formats);
					return (
						<li key={each} className="border-line lg:border-t lg:first:border-t-0">
							<Link
								href={withParams(pageHref, { format: each })}
								scroll={false}
								aria-current={each === format ? "page" : undefined}
								className={cn(
									"block border-l-3 px-3.5 py-2.5 text-ink no-underline hover:bg-wash",
									each === format ? "border-l-brand bg-wash" : "border-l-transparent",
								)}
							>
								<span className="font-medium">{title}</span>
								<span className="block text-sm text-ink-2 max-lg:hidden">{what}</span>
							</Link>
						</li>
					);
				})}
			</ul>
		</nav>
	);
}
