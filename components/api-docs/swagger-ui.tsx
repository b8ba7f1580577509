"use client";

import "swagger-ui-dist/swagger-ui.css";
import "./swagger-place.css";
import { useEffect, useRef, useState } from "react";
import { Notice } from "#components/ui/notice.tsx";

/** Swagger UI, from our own server. It draws into its own element; React leaves that alone. */
export function SwaggerUi({ url }: { readonly url: string }) {
	const place = useRef<HTMLDivElement>(null);
	const [isMissing, setIsMissing] = useState(false);

	useEffect(() => {
		const element = place.current;
		if (element === null) return;
		let isGone = false;
		const { classList } = document.documentElement;
		const dark = matchMedia("(prefers-color-scheme: dark)");
		const followScheme = () => void classList.toggle("dark-mode", dark.matches);
		followScheme();
		dark.addEventListener("change", followScheme);
		draw(element, url, () => isGone).catch(() => setIsMissing(true));
		return () => {
			isGone = true;
			dark.removeEventListener("change", followScheme);
			classList.remove("dark-mode");
			element.replaceChildren();
		};
	}, [url]);

	return (
		<>
			{isMissing && (
				<Notice tone="bad" live="alert" title="The description could not be loaded">
					Check the connection, then load the page again.
				</Notice>
			)}
			<div ref={place} className="swagger-place min-h-96" />
		</>
	);
}

async function draw(element: HTMLElement, url: string, isGone: () => boolean): Promise<void> {
	const { default: SwaggerUIBundle } = await import("swagger-ui-dist/swagger-ui-es-bundle.js");
	if (isGone()) return;
	SwaggerUIBundle({
		domNode: element,
		url,
		deepLinking: false,
		docExpansion: "list",
		defaultModelsExpandDepth: 0,
		displayRequestDuration: true,
		persistAuthorization: false,
		// It would ask a server of its maker to validate the document.
		validatorUrl: null,
	});
}
