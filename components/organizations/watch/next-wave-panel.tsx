"use client";

import { useRouter } from "next/navigation";
import { usePress } from "#components/offboard/use-press.ts";
import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { Allowed } from "#components/shell/abilities.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Pill } from "#components/ui/pill.tsx";
import { beginNextWaveAction } from "#lib/actions/rollout-actions.ts";
import type { NextWave } from "#lib/domain/rollout/waves.ts";
import type { RolloutHead } from "#lib/loaders/rollout-watch.ts";
import type { RolloutWatchView, WavesView } from "#lib/loaders/rollout-watch-view.ts";

export type NextWavePanelProps = {
	readonly head: RolloutHead;
	readonly view: RolloutWatchView;
	readonly waves: WavesView;
};

/** Where the waves are, and whether the next may begin. */
export function NextWavePanel({ head, view, waves }: NextWavePanelProps) {
	const { begun, total, next, unitsThen } = waves;
	const router = useRouter();
	const { press, isPending, failure } = usePress();
	return (
		<Card title={`Wave ${begun} of ${total}`}>
			<div className="flex flex-col gap-3">
				<p className="flex flex-wrap items-center gap-2">
					<NextWords next={next} />
				</p>
				{next.kind === "may-begin" && (
					<>
						<p className="text-ink-2">
							First update the stack <b>in the management account</b> with this value for
							OrganizationalUnitIds (all other values stay); then say here that the wave has begun. Its
							accounts are expected from then on.
						</p>
						<CopyField label="OrganizationalUnitIds" value={unitsThen.join(",")} />
						<Allowed to="connector.connect">
							<div>
								<Button
									pending={isPending}
									pendingLabel="Beginning…"
									onClick={() =>
										press(
											() => beginNextWaveAction({ rolloutId: head.id, version: view.version }),
											() => router.refresh(),
										)
									}
								>
									Wave {next.wave + 1} has begun
								</Button>
							</div>
						</Allowed>
					</>
				)}
				<ActionFailureNotice failure={failure} />
			</div>
		</Card>
	);
}

function NextWords({ next }: { readonly next: NextWave }) {
	switch (next.kind) {
		case "none":
			return <>Every wave has begun.</>;
		case "may-begin":
			return (
				<>
					<Pill state="ok">May begin</Pill> The next wave covers{" "}
					{next.units.length === 1 ? "1 unit" : `${next.units.length} units`}.
				</>
			);
		case "stopped":
			return (
				<>
					<Pill state="bad">Stopped</Pill> {Math.ceil(next.failingPercent)} % of this wave's accounts fail; it
					goes on at {next.limitPercent} % or less.
				</>
			);
		case "too-early":
			return (
				<>
					<Pill state="wait">Waiting</Pill> {next.settled} of {next.expected} accounts of this wave are
					through.
				</>
			);
		default:
			return next satisfies never;
	}
}
