import { render, within } from "@testing-library/react";
import type { ReactElement } from "react";
import { renderToString } from "react-dom/server";

/** A page as the server sends it, and `run`: the moment its script runs. */
export function serve(page: ReactElement) {
	const container = document.createElement("div");
	document.body.replaceChildren(container);
	container.innerHTML = withoutBrowser(() => renderToString(page));
	return { ...within(container), run: () => void render(page, { container, hydrate: true }) };
}

/** As a browser does it while no script can hear of it. */
export function typeBefore(element: HTMLElement, value: string): void {
	if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) element.value = value;
	else throw new Error("Nothing can be typed here.");
}

const OF_A_BROWSER = [
	...["window", "document", "navigator", "sessionStorage"],
	...["Element", "HTMLElement", "HTMLInputElement", "HTMLTextAreaElement", "HTMLSelectElement"],
];

/** As on a server, where the mere mention of one of these throws or reads as undefined. */
function withoutBrowser<T>(run: () => T): T {
	const kept = OF_A_BROWSER.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
	for (const [name] of kept) Reflect.deleteProperty(globalThis, name);
	try {
		return run();
	} finally {
		for (const [name, found] of kept) if (found) Object.defineProperty(globalThis, name, found);
	}
}
