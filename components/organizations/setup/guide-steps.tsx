import { CopyButton } from "#components/ui/copy-button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Mono } from "#components/ui/mono.tsx";
import type { GuideStep } from "#lib/domain/rollout/console-guide.ts";

/** What to press in the AWS console, step by step, without ticks. */
export function GuideSteps({ steps }: { readonly steps: readonly GuideStep[] }) {
	return (
		<ol className="flex flex-col gap-3">
			{steps.map((step) => (
				<li key={step.number} className="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-2">
					<span className="text-ink-3 tabular-nums">{step.number}</span>
					<div className="min-w-0">
						<p>{step.text}</p>
						<GuideDetails step={step} />
					</div>
				</li>
			))}
		</ol>
	);
}

/** The values of one step, each with a button that copies it, and why. */
export function GuideDetails({ step: { number, values, note, url } }: { readonly step: GuideStep }) {
	return (
		<>
			{url !== null && (
				<div className="mt-1.5">
					<LinkButton href={url} external size="small">
						Open in the AWS console
					</LinkButton>
				</div>
			)}
			{values.length > 0 && (
				<dl className="mt-1.5">
					{values.map(({ label, value }, index) => (
						<div
							key={`${label} ${value}`}
							className="grid items-center gap-x-3 border-t border-line py-1 first:border-t-0 sm:grid-cols-[minmax(0,14rem)_minmax(0,1fr)]"
						>
							<dt id={`guide-${number}-${index}`} className="text-sm text-ink-2">
								{label}
							</dt>
							<dd className="flex min-w-0 flex-wrap items-center gap-x-2">
								{value === "" ? (
									<span className="text-sm">Leave it empty</span>
								) : (
									<>
										<Mono wrap className="font-semibold">
											{value}
										</Mono>
										<CopyButton value={value} describedBy={`guide-${number}-${index}`} className="-my-1" />
									</>
								)}
							</dd>
						</div>
					))}
				</dl>
			)}
			{note !== null && <p className="mt-1 text-sm text-ink-2">{note}</p>}
		</>
	);
}
