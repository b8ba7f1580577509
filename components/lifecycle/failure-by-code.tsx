import { FailureExplained } from "#components/setup/failure-explained.tsx";
import { FAILURES, type FailureCode } from "#lib/domain/failures.ts";

export function FailureByCode({ code }: { readonly code: FailureCode }) {
	return <FailureExplained explanation={FAILURES[code]} />;
}
