"use client";

import { debounce, parseAsString, useQueryStates } from "nuqs";
import { type TransitionStartFunction, useId } from "react";
import { useTextBefore } from "#components/form/typed-before.ts";

const WAIT_MS = 300;
const MOST_CHARACTERS = 100;

const PARAMS = {
	q: parseAsString.withDefault(""),
	billing: parseAsString.withDefault(""),
	resource: parseAsString.withDefault(""),
};

/** Searches on the server once typing rests, or at once on Enter. */
export function SearchBox({ startTransition }: { readonly startTransition: TransitionStartFunction }) {
	const [{ q, billing, resource }, set] = useQueryStates(PARAMS, {
		shallow: false,
		history: "replace",
		scroll: false,
		startTransition,
	});
	const search = (text: string, waitMs: number) =>
		void set(
			{
				q: text === "" ? null : text,
				...(billing !== "" && { billing: null }),
				...(resource !== "" && { resource: null }),
			},
			{ limitUrlUpdates: debounce(waitMs) },
		);
	const id = useId();
	const ref = useTextBefore<HTMLInputElement>({ id, text: q, onTyped: (text) => search(text, 0) });
	return (
		<input
			ref={ref}
			id={id}
			type="search"
			aria-label="Search name, account, ARN"
			placeholder="Search name, account, ARN"
			value={q}
			maxLength={MOST_CHARACTERS}
			spellCheck={false}
			autoComplete="off"
			onChange={(event) => search(event.target.value, event.target.value === "" ? 0 : WAIT_MS)}
			onKeyDown={(event) => {
				if (event.key === "Enter") search(event.currentTarget.value, 0);
			}}
			className="control min-h-9! max-w-full flex-[1_1_14rem] pointer-coarse:min-h-11! md:max-w-68"
		/>
	);
}
