"use client";

import { Tabs } from "#components/ui/tabs.tsx";
import type { LaunchWay, RolloutKind } from "#lib/domain/rollout.ts";
import type { LaunchView } from "#lib/organizations/launch-view.ts";
import { ConsoleGuide } from "./console-guide.tsx";
import { ByFiles, CliWay, ExistingWay } from "./launch-commands.tsx";
import { ListCommands, ListLinks } from "./launch-list.tsx";
import { OneStack } from "./one-stack.tsx";

type LaunchWaysProps = {
	readonly rolloutId: string;
	readonly kind: RolloutKind;
	readonly initial: LaunchWay;
	readonly view: LaunchView;
	readonly ticks: readonly string[];
	readonly isLaunched: boolean;
	readonly onWay: (way: LaunchWay) => void;
	readonly onLaunch: () => void;
};

/** The ways to launch, side by side, with the same values in each. */
export function LaunchWays(props: LaunchWaysProps) {
	const { rolloutId, kind, initial, view, ticks, isLaunched, onWay, onLaunch } = props;
	const tabs: { id: LaunchWay; label: string; content: React.ReactNode }[] =
		kind === "list"
			? [
					{
						id: "stack",
						label: "A link for each account",
						content: <ListLinks stacks={view.listStacks} isLaunched={isLaunched} onLaunch={onLaunch} />,
					},
					{ id: "cli", label: "AWS CLI", content: <ListCommands stacks={view.listStacks} /> },
					{ id: "terraform", label: "Terraform", content: <ByFiles rolloutId={rolloutId} /> },
				]
			: [
					{
						id: "stack",
						label: "One stack",
						content: <OneStack view={view} isLaunched={isLaunched} onLaunch={onLaunch} />,
					},
					{
						id: "console",
						label: "Console guide",
						content: <ConsoleGuide rolloutId={rolloutId} view={view} ticks={ticks} />,
					},
					{ id: "cli", label: "AWS CLI", content: <CliWay view={view} /> },
					{ id: "terraform", label: "Terraform", content: <ByFiles rolloutId={rolloutId} /> },
					{ id: "existing", label: "A stack set you have", content: <ExistingWay view={view} /> },
				];
	return (
		<Tabs
			label="How to launch"
			tabs={tabs}
			initial={tabs.some(({ id }) => id === initial) ? initial : "stack"}
			onChange={(id) => onWay(tabs.find((tab) => tab.id === id)?.id ?? "stack")}
		/>
	);
}
