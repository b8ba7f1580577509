import type { Connector } from "../connector.ts";
import { NEW_PLATFORM } from "./platform-settings.ts";

/** The platform connector's steps in order; Harness's own words where it has them. */
export const PLATFORM_STEPS = ["overview", "credentials", "delegate", "connectivity", "test"] as const;
export type PlatformStep = (typeof PLATFORM_STEPS)[number];

export const PLATFORM_STEP_TITLES = {
	overview: "Overview",
	credentials: "Credentials",
	delegate: "Delegate set-up",
	connectivity: "Connectivity mode",
	test: "Connection test",
} as const satisfies Record<PlatformStep, string>;

export function isPlatformStep(text: string): text is PlatformStep {
	return Object.hasOwn(PLATFORM_STEP_TITLES, text);
}

/** Delegate set-up has something to do for IRSA alone, and may be read by anybody who goes through a delegate. */
export function isPlatformStepSkipped(step: PlatformStep, { platform }: Connector): boolean {
	const credential = platform?.credential ?? null;
	return step === "delegate" && credential !== null && credential.type === "OidcAuthentication";
}

/** Whether what the step asks for has been saved, or need not be. */
export function isPlatformStepDone(step: PlatformStep, connector: Connector): boolean {
	const { credential, connectivity, delegateSetUp } = connector.platform ?? NEW_PLATFORM;
	switch (step) {
		case "overview":
			return connector.overview !== null;
		case "credentials":
			return credential !== null;
		case "delegate":
			// In use, its delegate is there already, whoever set it up.
			return (
				credential !== null &&
				(credential.type !== "Irsa" || delegateSetUp !== null || connector.status === "registered")
			);
		case "connectivity":
			return connectivity !== null;
		case "test":
			return connector.status === "registered";
		default:
			return step satisfies never;
	}
}

/** A step may be entered when every step before it is done. An offboarded connector has no set-up. */
export function canEnterPlatformStep(step: PlatformStep, connector: Connector): boolean {
	if (connector.status === "offboarded" || isPlatformStepSkipped(step, connector)) return false;
	const before = PLATFORM_STEPS.slice(0, PLATFORM_STEPS.indexOf(step));
	return before.every((earlier) => isPlatformStepDone(earlier, connector));
}

/** Where to go on: the first step that is not done, else the last. */
export function firstOpenPlatformStep(connector: Connector): PlatformStep {
	return PLATFORM_STEPS.find((step) => !isPlatformStepDone(step, connector)) ?? "test";
}

/** The next or previous step that is not skipped; null at either end. */
export function neighbourPlatformStep(
	step: PlatformStep,
	connector: Connector,
	direction: "next" | "previous",
): PlatformStep | null {
	const at = PLATFORM_STEPS.indexOf(step);
	const others = direction === "next" ? PLATFORM_STEPS.slice(at + 1) : PLATFORM_STEPS.slice(0, at).reverse();
	return others.find((other) => !isPlatformStepSkipped(other, connector)) ?? null;
}
