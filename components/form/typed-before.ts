"use client";

import { type RefObject, useEffect, useRef, useState } from "react";

/**
 * The server's page can be filled in before its script runs. React leaves that in the element, tells nobody, and
 * writes over it at its next change. So `take` gets each element once, as it was found, to hand on what it holds.
 */
export function useTypedBefore<Element>(element: RefObject<Element | null>, take: (found: Element) => void) {
	const first = useRef<typeof take | null>(take);
	// Not before everybody who watches the form does: they would not hear of it.
	useEffect(() => {
		if (element.current !== null) first.current?.(element.current);
		first.current = null;
	}, [element]);
}

type TextElement = HTMLInputElement | HTMLTextAreaElement;

type TextOptions = {
	readonly id: string;
	/** What the server wrote into it. */
	readonly text: string;
	readonly onTyped: (text: string, found: TextElement) => void;
};

/** The same for an element of text; gives the ref it needs. */
export function useTextBefore<Element extends TextElement>({
	id,
	text,
	onTyped,
}: TextOptions): RefObject<Element | null> {
	const element = useRef<Element>(null);
	// React writes a text area's own text over what was typed into it, so it is read before that.
	const [before] = useState(() => textOnPage(id));
	useTypedBefore(element, (found) => {
		const typed = found.value === text && before !== null ? before : found.value;
		if (typed !== text) onTyped(typed, found);
	});
	return element;
}

function textOnPage(id: string): string | null {
	if (typeof document === "undefined") return null;
	const found = document.getElementById(id);
	return found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement ? found.value : null;
}
