"use client";

import { type MouseEvent, type ReactNode, useRef } from "react";
import { postToLink } from "./launch-fetch.ts";

export type ReportActedProps = { readonly linkId: string; readonly children: ReactNode };

/** Around every way to AWS: a link that leaves the page, or a command that is copied, tells the sender that it has begun. */
export function ReportActed({ linkId, children }: ReportActedProps) {
	const told = useRef(false);

	function onClick({ target }: MouseEvent) {
		if (told.current || !(target instanceof Element)) return;
		const isLink = target.closest('a[target="_blank"]') !== null;
		const copied = target.closest("figure") !== null && target.closest("button") !== null;
		if (!isLink && !copied) return;
		told.current = true;
		void postToLink(linkId, "acted", { way: isLink ? "console" : "cli" }).then((went) => {
			told.current = went;
		});
	}

	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: it only listens to the links and buttons within
		// biome-ignore lint/a11y/useKeyWithClickEvents: a link or button pressed by keyboard arrives as a click
		<div onClick={onClick}>{children}</div>
	);
}
