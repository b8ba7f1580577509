import type { FailureText } from "#lib/domain/failures.ts";

/** Why, and what to do, the likeliest first. */
export function FailureExplained({ explanation }: { readonly explanation: FailureText }) {
	const { cause, fixes } = explanation;
	return (
		<>
			<p>{cause}</p>
			<div className="mt-2 rounded border border-line bg-wash px-3 py-2.5 text-ink-2">
				<p>
					<b>{fixes.length > 1 ? "What to do, the likeliest first" : "What to do"}</b>
				</p>
				{fixes.length > 1 ? (
					<ol className="mt-1 list-decimal pl-5">
						{fixes.map((fix) => (
							<li key={fix}>{fix}</li>
						))}
					</ol>
				) : (
					<p>{fixes[0]}</p>
				)}
			</div>
		</>
	);
}
