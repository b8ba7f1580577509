"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { DownloadIcon } from "#components/ui/icons.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { LiveError } from "./live-fetch.ts";

const ROLE_TEMPLATE_PATH = "/templates/harness-ccm-role.yaml";

/** The template, fetched when somebody wants to read it: it is longer than the rest of the page. */
export function RoleTemplateText({ path = ROLE_TEMPLATE_PATH }: { readonly path?: string }) {
	const name = path.slice(path.lastIndexOf("/") + 1);
	const [isOpen, setIsOpen] = useState(false);
	const { data, error } = useQuery({
		queryKey: ["template", path],
		queryFn: ({ signal }) => fetchTemplate(path, signal),
		enabled: isOpen,
		staleTime: Number.POSITIVE_INFINITY,
	});
	return (
		<div className="flex flex-col gap-3">
			<div className="flex flex-wrap gap-2.5">
				<Button size="small" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
					{isOpen ? "Close the template" : "Read the template"}
				</Button>
				<LinkButton href={path} download={name} size="small">
					<DownloadIcon className="size-3.5" />
					Download
				</LinkButton>
			</div>
			<div role="status">
				{isOpen && data === undefined && error === null && <p>Fetching the template…</p>}
				{isOpen && error !== null && <p>The template could not be fetched. Download it instead.</p>}
			</div>
			{isOpen && data !== undefined && <CodeBlock label={name} code={data} />}
		</div>
	);
}

async function fetchTemplate(path: string, signal: AbortSignal): Promise<string> {
	const response = await fetch(path, { signal });
	if (!response.ok) throw new LiveError(null);
	return response.text();
}
