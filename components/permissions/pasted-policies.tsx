"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { PlusIcon } from "#components/ui/icons.tsx";
import type { TaskAnswer } from "#lib/domain/permission-question.ts";
import type { LibraryChoice } from "#lib/domain/policy/compose.ts";
import { judgeEntries, type ProbeAnswer } from "#lib/domain/policy/entry-probes.ts";
import { PlainField } from "./plain-field.tsx";
import { readPolicyText } from "./policy-text.ts";
import { TaskAnswers } from "./task-answers.tsx";

const MOST_POLICIES = 20;

/** Judges pasted identity policies by our own evaluator, in the browser; what it cannot decide it says. */
export function PastedPolicies({ choice }: { readonly choice: LibraryChoice }) {
	const [texts, setTexts] = useState<readonly string[]>([""]);
	const read = texts.map(readPolicyText);
	const policies = read.flatMap((one) => (one.kind === "policy" ? [one.policy] : []));
	const isWhole = policies.length > 0 && read.every(({ kind }) => kind !== "wrong");
	return (
		<Card
			title="Paste policies"
			subtitle="Every policy of the role: what one of them denies, none can allow. Nothing leaves the browser."
			flush
		>
			<div className="flex flex-col gap-4 px-4.5 py-4">
				{texts.map((text, at) => (
					<PlainField
						// biome-ignore lint/suspicious/noArrayIndexKey: fields are only ever added at the end
						key={at}
						label={`Policy ${at + 1} as JSON`}
						rows={8}
						optional={at > 0}
						value={text}
						onChange={(next) => setTexts(texts.with(at, next))}
						error={messageOf(read[at])}
					/>
				))}
				<div>
					<Button
						size="small"
						disabled={texts.length >= MOST_POLICIES}
						onClick={() => setTexts([...texts, ""])}
					>
						<PlusIcon />
						Add another policy
					</Button>
				</div>
			</div>
			{isWhole && (
				<TaskAnswers label="Answers from the pasted policies" answers={answersOf(policies, choice)} />
			)}
		</Card>
	);
}

function messageOf(read: ReturnType<typeof readPolicyText> | undefined): string | undefined {
	return read?.kind === "wrong" ? read.message : undefined;
}

function answersOf(policies: readonly unknown[], choice: LibraryChoice): readonly TaskAnswer[] {
	return judgeEntries(policies, choice).map(({ id, title, verdict, allowed, denied, unknown }) => ({
		...{ id, title, verdict },
		probes: [...denied, ...unknown, ...allowed].map(probeOf),
	}));
}

function probeOf({ action, resource, decision, reason }: ProbeAnswer) {
	return { action, resource, verdict: decision, reason };
}
