"use client";

import { DownloadIcon } from "#components/ui/icons.tsx";
import { exportHref } from "./export-href.ts";
import { MENU_ITEM, Menu } from "./menu.tsx";

/** Everything that the filter finds, on however many pages, as a file. */
export function ExportMenu({ search }: { readonly search: string }) {
	return (
		<Menu label="Export" side="end" tone="quiet">
			{(close) => (
				<ul>
					{(["csv", "json"] as const).map((format) => (
						<li key={format}>
							<a href={exportHref(search, format)} download="" onClick={close} className={MENU_ITEM}>
								<DownloadIcon className="text-ink-3" />
								{format.toUpperCase()}
							</a>
						</li>
					))}
				</ul>
			)}
		</Menu>
	);
}
