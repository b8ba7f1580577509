"use client";

import { useQueryStates } from "nuqs";
import { CHOICE_PARAMS, type ChoiceTexts, choiceOf, listOfText } from "./choice-params.ts";

/** What is chosen, kept in the address; nothing is asked of the server when it changes. */
export function useChoice() {
	const [texts, set] = useQueryStates(CHOICE_PARAMS, { history: "replace", scroll: false });
	const tasks = listOfText(texts.tasks);
	return {
		texts,
		choice: choiceOf(texts),
		change: (values: Partial<ChoiceTexts>) =>
			void set(
				Object.fromEntries(Object.entries(values).map(([name, text]) => [name, text === "" ? null : text])),
			),
		toggle: (id: string, isOn: boolean) => {
			const next = isOn ? [...tasks, id] : tasks.filter((task) => task !== id);
			void set({ tasks: next.length === 0 ? null : next.join(",") });
		},
	};
}
export type ChoiceState = ReturnType<typeof useChoice>;
