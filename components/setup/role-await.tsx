import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { StatusRegion } from "#components/ui/status-region.tsx";
import type { RoleView } from "#lib/loaders/role-view.ts";
import { RoleFound } from "./role-found.tsx";
import { RoleWaiting } from "./role-waiting.tsx";

type RoleAwaitProps = {
	readonly view: RoleView;
	readonly roleName: string;
	readonly isUnreachable: boolean;
	/** It answered while the page was open. */
	readonly isNews: boolean;
	readonly onGoOn: () => void;
	readonly said: "nothing" | "saying" | "complete";
	readonly onComplete: () => void;
	readonly isPasting: boolean;
	readonly onPasting: (isPasting: boolean) => void;
	readonly paste: ReactNode;
};

/** The role's answer, awaited or here, and what a person can do meanwhile. */
export function RoleAwait(props: RoleAwaitProps) {
	const { view, roleName, isUnreachable, isNews, said, isPasting } = props;
	const isOpen = !view.found && view.state !== "skipped";
	return (
		<>
			<StatusRegion>{isNews ? "Role found. The connection test opens in a few seconds." : ""}</StatusRegion>
			{isNews ? (
				<RoleFound roleName={roleName} onGoOn={props.onGoOn} />
			) : (
				<RoleWaiting
					view={view}
					roleName={roleName}
					isUnreachable={isUnreachable}
					action={
						isOpen && (
							<Button
								tone="quiet"
								size="small"
								aria-expanded={isPasting}
								onClick={() => props.onPasting(!isPasting)}
							>
								Paste the ARN instead
							</Button>
						)
					}
				>
					{isPasting && isOpen && <div className="mt-3 border-t border-line pt-3">{props.paste}</div>}
					{isOpen && <StackComplete said={said} onComplete={props.onComplete} />}
				</RoleWaiting>
			)}
		</>
	);
}

function StackComplete({ said, onComplete }: Pick<RoleAwaitProps, "said" | "onComplete">) {
	return (
		<div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1.5">
			<Button size="small" pending={said === "saying"} pendingLabel="Noting it…" onClick={onComplete}>
				The stack is complete
			</Button>
			<span className="text-sm text-ink-2" role="status">
				{said === "complete" && "Noted. Wait here, or go on: the connection test tells what it finds."}
			</span>
		</div>
	);
}
