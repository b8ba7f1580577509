"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import type { FailureCode } from "#lib/domain/failures.ts";

const EVERY_MS = 3_000;
/** The worker checks within seconds; a page left open need not ask for ever. */
const TIMES = 40;

/** While a template is being checked the page is asked for again, until its link is there. */
export function useFreshLinks(code: FailureCode | null): void {
	const router = useRouter();
	const isWaiting = code === "TEMPLATE_NOT_CHECKED";
	useEffect(() => {
		if (!isWaiting) return;
		let left = TIMES;
		const timer = setInterval(() => {
			left -= 1;
			if (left === 0) clearInterval(timer);
			router.refresh();
		}, EVERY_MS);
		return () => clearInterval(timer);
	}, [isWaiting, router]);
}
