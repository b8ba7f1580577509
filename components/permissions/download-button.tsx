"use client";

import { Button } from "#components/ui/button.tsx";
import { DownloadIcon } from "#components/ui/icons.tsx";

type DownloadButtonProps = { readonly name: string; readonly text: string };

/** Saves what the page has made as a file; no server is asked for it. */
export function DownloadButton({ name, text }: DownloadButtonProps) {
	function save() {
		const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
		const link = document.createElement("a");
		link.href = url;
		link.download = name;
		link.click();
		// The browser has the file by the next turn.
		setTimeout(() => URL.revokeObjectURL(url), 1_000);
	}
	return (
		<Button size="small" onClick={save}>
			<DownloadIcon />
			Download {name}
		</Button>
	);
}
