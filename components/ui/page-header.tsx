import type { ReactNode } from "react";

export type PageHeaderProps = {
	readonly title: ReactNode;
	readonly subtitle?: ReactNode;
	/** A line above the title: where one is ("Connect an AWS account"). */
	readonly eyebrow?: ReactNode;
	readonly actions?: ReactNode;
	/** The heading's id; with it the heading can take the focus after a change of step. */
	readonly headingId?: string;
};

export function PageHeader({ title, subtitle, eyebrow, actions, headingId }: PageHeaderProps) {
	return (
		<header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
			<div className="min-w-0 max-w-[46rem]">
				{eyebrow !== undefined && <p className="mb-1 text-sm text-ink-2">{eyebrow}</p>}
				<h1 id={headingId} tabIndex={headingId === undefined ? undefined : -1}>
					{title}
				</h1>
				{subtitle !== undefined && <div className="mt-1 text-ink-2">{subtitle}</div>}
			</div>
			{actions !== undefined && <div className="flex flex-wrap items-center gap-2.5">{actions}</div>}
		</header>
	);
}
