import type { ReactNode } from "react";
import { type IconProps, LockIcon, PauseIcon, QuoteIcon } from "#components/ui/icons.tsx";
import { Pill } from "#components/ui/pill.tsx";
import type { State } from "#components/ui/state.ts";
import type { HealthState } from "#lib/domain/health.ts";

type Look = {
	readonly state: State;
	readonly word: string;
	readonly icon?: (props: IconProps) => ReactNode;
};

/** Green belongs to our own proof alone; what Harness says has a shape of its own. */
const LOOKS = {
	healthy: { state: "ok", word: "Healthy" },
	degraded: { state: "warn", word: "Degraded" },
	failing: { state: "bad", word: "Failing" },
	quarantined: { state: "bad", word: "Quarantined", icon: LockIcon },
	pending: { state: "wait", word: "Pending" },
	reported: { state: "none", word: "Reported by Harness", icon: QuoteIcon },
	paused: { state: "none", word: "Paused", icon: PauseIcon },
	unknown: { state: "none", word: "Unknown" },
} as const satisfies Record<HealthState, Look>;

export function healthLook(health: HealthState): Look {
	return LOOKS[health];
}

export function HealthPill({ health }: { readonly health: HealthState }) {
	const { state, word, icon } = healthLook(health);
	return (
		<Pill state={state} icon={icon}>
			{word}
		</Pill>
	);
}
