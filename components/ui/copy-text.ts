/** Puts text on the clipboard; false when the browser refuses. Works over plain http too, where `clipboard` is missing. */
export async function copyText(text: string): Promise<boolean> {
	try {
		if (navigator.clipboard !== undefined) {
			await navigator.clipboard.writeText(text);
			return true;
		}
	} catch {
		// Refused by policy or focus: the older way may still work.
	}
	return copyBySelection(text);
}

function copyBySelection(text: string): boolean {
	const before = document.activeElement;
	const area = document.createElement("textarea");
	area.value = text;
	area.readOnly = true;
	area.style.position = "fixed";
	area.style.opacity = "0";
	// Inside an open dialog everything outside it is inert and cannot be selected.
	(document.querySelector("dialog[open]") ?? document.body).append(area);
	area.select();
	let copied = false;
	try {
		copied = document.execCommand("copy");
	} catch {
		copied = false;
	}
	area.remove();
	if (before instanceof HTMLElement) before.focus();
	return copied;
}
