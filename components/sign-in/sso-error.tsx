import { Notice } from "#components/ui/notice.tsx";
import { FAILURE_CODES, FAILURES, type FailureCode } from "#lib/domain/failures.ts";

export type SsoErrorProps = {
	/** From the address, so anything may stand there. */
	readonly code: string | readonly string[] | undefined;
	readonly title?: string;
	readonly className?: string;
};

/** What went wrong on the way to the provider and back. Silent about what is no failure of ours. */
export function SsoError({ code, title = "You are not signed in", className }: SsoErrorProps) {
	const known = knownCode(code);
	if (known === null) return null;
	const failure = FAILURES[known];
	return (
		<Notice tone="bad" live="alert" title={title} className={className}>
			<p>
				<b>{failure.title}.</b> {failure.cause}
			</p>
			{failure.fixes.map((fix) => (
				<p key={fix} className="mt-1">
					{fix}
				</p>
			))}
		</Notice>
	);
}

const ALSO: readonly FailureCode[] = [
	"NOT_ALLOWED",
	"FRESH_SIGN_IN_REQUIRED",
	"SECOND_FACTOR_REQUIRED",
	"PASSWORD_CHANGE_REQUIRED",
];

function knownCode(code: SsoErrorProps["code"]): FailureCode | null {
	const found = FAILURE_CODES.find((each) => each === code);
	return found !== undefined && (found.startsWith("SSO_") || ALSO.includes(found)) ? found : null;
}
