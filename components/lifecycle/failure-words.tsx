"use client";

import { lazy, Suspense } from "react";
import type { FailureCode } from "#lib/domain/failures.ts";

// The texts of all codes are long; they are loaded when one is needed.
const FailureByCode = lazy(async () => ({ default: (await import("./failure-by-code.tsx")).FailureByCode }));

/** Why, and what to do; nothing where there is no code. */
export function FailureWords({ code }: { readonly code: FailureCode | null }) {
	if (code === null || code === "ROLE_ACCESS_DENIED") return null;
	return (
		<Suspense>
			<FailureByCode code={code} />
		</Suspense>
	);
}
