"use client";

import { useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Notice } from "#components/ui/notice.tsx";

const SECONDS = 4;

type RoleFoundProps = { readonly roleName: string; readonly onGoOn: () => void };

/** The role answered while the page was open: says so, and goes on after a pause that can be stopped. */
export function RoleFound({ roleName, onGoOn }: RoleFoundProps) {
	const [left, setLeft] = useState<number | null>(SECONDS);

	useEffect(() => {
		if (left === null) return;
		if (left === 0) return onGoOn();
		const timer = setTimeout(() => setLeft(left - 1), 1_000);
		return () => clearTimeout(timer);
	}, [left, onGoOn]);

	return (
		<Notice
			tone="ok"
			title="Role found"
			action={
				left !== null && (
					<Button size="small" onClick={() => setLeft(null)}>
						Stay here
					</Button>
				)
			}
		>
			<Mono>{roleName}</Mono> answered with its external ID.{" "}
			{left === null ? (
				"Press Continue to run the connection test."
			) : (
				<>
					The connection test opens <span aria-hidden="true">in {left} s</span>
					<span className="sr-only">in a few seconds</span>.
				</>
			)}
		</Notice>
	);
}
