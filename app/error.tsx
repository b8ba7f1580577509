"use client";

import { useEffect } from "react";
import { Button } from "#components/ui/button.tsx";
import { FullPageMessage } from "#components/ui/full-page-message.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Mono } from "#components/ui/mono.tsx";

type ErrorPageProps = { readonly error: Error & { readonly digest?: string }; readonly reset: () => void };

export default function ErrorPage({ error, reset }: ErrorPageProps) {
	useEffect(() => {
		console.error(error);
	}, [error]);
	return (
		<FullPageMessage
			title="This page stopped working"
			actions={
				<>
					<Button tone="primary" onClick={reset}>
						Try again
					</Button>
					<LinkButton href="/">Go to connectors</LinkButton>
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
