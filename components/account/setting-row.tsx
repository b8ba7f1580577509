import type { ReactNode } from "react";
import { Pill } from "#components/ui/pill.tsx";
import type { State } from "#components/ui/state.ts";

export type SettingRowProps = {
	readonly title: string;
	readonly state: State;
	readonly word: string;
	readonly children: ReactNode;
	readonly actions?: ReactNode;
};

/** One thing that guards the account: what it is, whether it is set up, and what can be done about it. */
export function SettingRow({ title, state, word, children, actions }: SettingRowProps) {
	return (
		<div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2.5 px-4.5 py-4">
			<div className="min-w-0 flex-1 basis-72">
				<h3 className="flex flex-wrap items-center gap-2.5">
					{title}
					<Pill state={state}>{word}</Pill>
				</h3>
				<div className="mt-1 text-sm text-ink-2">{children}</div>
			</div>
			{actions !== undefined && <div className="flex flex-wrap gap-2.5">{actions}</div>}
		</div>
	);
}
