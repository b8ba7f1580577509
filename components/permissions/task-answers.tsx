import { Disclosure } from "#components/ui/disclosure.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { ResultList, ResultRow } from "#components/ui/result-row.tsx";
import type { State } from "#components/ui/state.ts";
import type { AnsweredProbe, ProbeVerdict, TaskAnswer } from "#lib/domain/permission-question.ts";

const LOOKS = {
	allowed: { state: "ok", word: "Allowed" },
	denied: { state: "bad", word: "Denied" },
	unknown: { state: "none", word: "Cannot tell" },
} as const satisfies Record<ProbeVerdict, { readonly state: State; readonly word: string }>;

type TaskAnswersProps = { readonly label: string; readonly answers: readonly TaskAnswer[] };

/** Task by task whether everything it takes is there; what is not stands first, with its reason. */
export function TaskAnswers({ label, answers }: TaskAnswersProps) {
	return (
		<ResultList label={label}>
			{answers.map(({ id, title, verdict, probes }) => (
				<ResultRow key={id} state={LOOKS[verdict].state} word={LOOKS[verdict].word} title={title}>
					<Probes probes={probes} />
				</ResultRow>
			))}
		</ResultList>
	);
}

function Probes({ probes }: { readonly probes: readonly AnsweredProbe[] }) {
	const allowed = probes.filter(({ verdict }) => verdict === "allowed");
	const others = probes.filter(({ verdict }) => verdict !== "allowed");
	return (
		<>
			<p>
				{allowed.length} of {probes.length} allowed.
			</p>
			{others.length > 0 && (
				<ul className="mt-1 flex flex-col gap-0.5">
					{others.map((probe) => (
						<Probe key={`${probe.action} ${probe.resource}`} probe={probe} />
					))}
				</ul>
			)}
			{allowed.length > 0 && (
				<Disclosure summary={`${allowed.length} allowed`}>
					<ul className="flex flex-col gap-0.5">
						{allowed.map((probe) => (
							<Probe key={`${probe.action} ${probe.resource}`} probe={probe} />
						))}
					</ul>
				</Disclosure>
			)}
		</>
	);
}

function Probe({ probe: { action, resource, verdict, reason } }: { readonly probe: AnsweredProbe }) {
	return (
		<li>
			<b>{LOOKS[verdict].word}:</b> <Mono wrap>{action}</Mono> on <Mono wrap>{resource}</Mono> {reason}
		</li>
	);
}
