import { CodeBlock } from "#components/ui/code-block.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Mono } from "#components/ui/mono.tsx";
import type { ManualStep } from "#lib/domain/manual/manual-steps.ts";

type ManualStepItemProps = {
	readonly step: ManualStep;
	readonly number: number;
	readonly isDone: boolean;
	readonly onTick: (isTicked: boolean) => void;
};

/** One step: what to press, what to copy, and the same as a command. */
export function ManualStepItem({ step, number, isDone, onTick }: ManualStepItemProps) {
	const { id, title, doing, consoleUrl, values, document, command } = step;
	return (
		<li className="flex flex-col gap-2 border-t border-line px-4 py-3 first:border-t-0">
			<div className="flex flex-wrap items-center justify-between gap-2">
				<label className="flex min-w-0 items-center gap-2.5 font-medium">
					<input type="checkbox" checked={isDone} onChange={(event) => onTick(event.target.checked)} />
					<span>
						{number}. {title}
					</span>
				</label>
				{consoleUrl !== null && (
					<LinkButton href={consoleUrl} external size="small">
						Open IAM
					</LinkButton>
				)}
			</div>
			<ul className="text-sm text-ink-2">
				{doing.map((line) => (
					<li key={line}>{line}</li>
				))}
			</ul>
			<dl className="flex flex-col gap-1 text-sm">
				{values.map(({ label, value }, index) => (
					<div key={label} className="flex flex-wrap items-center gap-x-2">
						<dt className="text-ink-2">{label}</dt>
						<dd className="flex min-w-0 flex-wrap items-center gap-x-2">
							<span id={`manual-${number}-${index}`}>
								<Mono wrap>{value}</Mono>
							</span>
							<CopyButton value={value} describedBy={`manual-${number}-${index}`} className="-my-1" />
						</dd>
					</div>
				))}
			</dl>
			{document !== null && (
				<Disclosure summary={document.label}>
					<CodeBlock label={document.label} code={document.json} />
				</Disclosure>
			)}
			<Disclosure summary="With the AWS CLI instead">
				<CodeBlock label={`Command of step ${number}: ${id}`} code={command} />
			</Disclosure>
		</li>
	);
}
