"use client";

import { useId } from "react";
import { DownloadButton } from "#components/permissions/download-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { StatusRegion } from "#components/ui/status-region.tsx";
import { TextDiff } from "#components/ui/text-diff.tsx";
import type { EditedYaml } from "#lib/delegate-yaml/edit-delegate-yaml.ts";
import type { YamlProblem } from "#lib/delegate-yaml/yaml-problem.ts";
import { DELEGATE_FILE_NAME } from "#lib/domain/platform/eksctl.ts";

export type YamlOutcome =
	| { readonly kind: "nothing" }
	| { readonly kind: "edited"; readonly before: string; readonly edited: EditedYaml }
	| { readonly kind: "refused"; readonly problems: readonly YamlProblem[] }
	| { readonly kind: "unreachable" };

type YamlResultProps = { readonly outcome: YamlOutcome; readonly onChoose: (delegate: string) => void };

/** What became of the file. */
export function YamlResult(props: YamlResultProps) {
	const { outcome } = props;
	return (
		<>
			<StatusRegion>{outcome.kind === "edited" && changesWords(outcome.edited.changes.length)}</StatusRegion>
			<Outcome {...props} />
		</>
	);
}

function Outcome({ outcome, onChoose }: YamlResultProps) {
	switch (outcome.kind) {
		case "nothing":
			return null;
		case "unreachable":
			return (
				<Notice tone="bad" live="alert" title="The editor could not be loaded">
					Rolebridge could not be reached. Nothing was changed; try again.
				</Notice>
			);
		case "refused":
			return <Refused problems={outcome.problems} onChoose={onChoose} />;
		case "edited":
			return <Edited before={outcome.before} edited={outcome.edited} />;
		default:
			return outcome satisfies never;
	}
}

function Refused({
	problems,
	onChoose,
}: {
	readonly problems: readonly YamlProblem[];
	readonly onChoose: (delegate: string) => void;
}) {
	const delegates = problems.flatMap((problem) => problem.delegates ?? []);
	return (
		<Notice tone="bad" live="alert" title="Nothing was changed">
			<ul>
				{problems.map(({ line, message }) => (
					<li key={`${line} ${message}`}>
						{line !== null && <b>Line {line}: </b>}
						{message}
					</li>
				))}
			</ul>
			{delegates.length > 0 && (
				<div className="mt-2 flex flex-wrap gap-2">
					{delegates.map((name) => (
						<Button key={name} size="small" onClick={() => onChoose(name)}>
							Change {name}
						</Button>
					))}
				</div>
			)}
		</Notice>
	);
}

function Edited({ before, edited }: { readonly before: string; readonly edited: EditedYaml }) {
	const id = useId();
	const { text, changes, notes } = edited;
	const isSame = changes.length === 0;
	return (
		<section aria-labelledby={id} className="flex min-w-0 flex-col gap-3">
			<h3 id={id} className="font-semibold">
				{changesWords(changes.length)}
			</h3>
			{notes.length > 0 && (
				<Notice tone="warn" title="Look at these">
					<ul>
						{notes.map((note) => (
							<li key={`${note.line} ${note.text}`}>
								{note.line !== null && <b>Line {note.line}: </b>}
								{note.text}
							</li>
						))}
					</ul>
				</Notice>
			)}
			{!isSame && (
				<>
					<TextDiff before={before} after={text} label="Changes to the YAML" />
					<div className="flex flex-wrap gap-2">
						<DownloadButton name={DELEGATE_FILE_NAME} text={text} />
						<CopyButton value={text} describedBy={id} tone="default" label="Copy the YAML" />
					</div>
					<Disclosure summary="What was changed">
						<ul className="text-sm text-ink-2">
							{changes.map(({ what, line }) => (
								<li key={`${line} ${what}`}>
									Line {line}: {what}
								</li>
							))}
						</ul>
					</Disclosure>
				</>
			)}
		</section>
	);
}

function changesWords(count: number): string {
	if (count === 0) return "The file needs no change: it is like this already.";
	return count === 1 ? "One place was changed" : `${count} places were changed`;
}
