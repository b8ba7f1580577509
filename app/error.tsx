"use client";

import { useEffect } from "react";
import { buttonClass } from "#components/ui/button-class.ts";
import { FullPageMessage } from "#components/ui/full-page-message.tsx";
import { Mono } from "#components/ui/mono.tsx";

type ErrorPageProps = { readonly error: Error & { readonly digest?: string }; readonly reset: () => void };

/** Loaded with every page, twice, for the day something breaks: so it stands on as little as can be. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
	useEffect(() => {
		console.error(error);
	}, [error]);
	return (
		<FullPageMessage
			title="This page stopped working"
			actions={
				<>
					<button type="button" className={buttonClass("primary")} onClick={reset}>
						Try again
					</button>
					{/* A page of its own: what runs here is broken. */}
					<a href="/" className={buttonClass()}>
						Go to connectors
					</a>
				</>
			}
		>
			<p>
				Something happened that Rolebridge did not expect. Drafts are kept, and connectors are still checked
				in the background.
			</p>
			{error.digest !== undefined && (
				<p className="mt-2 text-sm">
					The server&rsquo;s log has the details under <Mono>{error.digest}</Mono>.
				</p>
			)}
		</FullPageMessage>
	);
}
