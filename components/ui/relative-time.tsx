"use client";

import { useEffect, useState } from "react";
import { absoluteWords, relativeWords, wordsChangeAfterMs } from "./time-words.ts";

export type RelativeTimeProps = {
	/** The moment, in milliseconds since 1970. */
	readonly at: number;
	/**
	 * The server's clock when the page was made. With it the first paint already says "6 s ago";
	 * without it the moment itself is shown until the browser has taken over.
	 */
	readonly now?: number;
	readonly className?: string;
};

/** A moment as people say it, kept true while one looks: each second under a minute, then each half minute. */
export function RelativeTime({ at, now, className }: RelativeTimeProps) {
	const [shownNow, setShownNow] = useState(now);

	useEffect(() => {
		let timer: ReturnType<typeof setTimeout>;
		function tick() {
			const current = Date.now();
			setShownNow(current);
			timer = setTimeout(tick, wordsChangeAfterMs(at, current));
		}
		tick();
		return () => clearTimeout(timer);
	}, [at]);

	const absolute = absoluteWords(at);
	return (
		<time dateTime={new Date(at).toISOString()} title={absolute} className={className}>
			{shownNow === undefined ? absolute : relativeWords(at, shownNow)}
		</time>
	);
}
