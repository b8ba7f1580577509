import type { ManifestAction } from "./manifest-types.ts";

/** Builders that keep the manifest readable: one line per sentence, one function per risk. */

/** Looks at settings or figures. `riskNote` where what it shows is worth a second look. */
export function read(
	action: string,
	why: string,
	without: string,
	riskNote: string | null = null,
): ManifestAction {
	return { action, why, risk: "read", riskNote, without, probes: [action] };
}

/** Alters, stops or deletes something. */
export function change(action: string, why: string, riskNote: string, without: string): ManifestAction {
	return { action, why, risk: "change", riskNote, without, probes: [action] };
}

/** Costs money by itself. */
export function spend(action: string, why: string, riskNote: string, without: string): ManifestAction {
	return { action, why, risk: "spend", riskNote, without, probes: [action] };
}

/** Could win rights or secrets beyond its own. */
export function escalate(action: string, why: string, riskNote: string, without: string): ManifestAction {
	return { action, why, risk: "escalate", riskNote, without, probes: [action] };
}

/**
 * A wildcard with the concrete actions it is probed with, since AWS does not promise to simulate wildcards.
 *
 * @example probedBy(read("organizations:List*", why, without), ["organizations:ListAccounts"])
 */
export function probedBy(entry: ManifestAction, probes: readonly string[]): ManifestAction {
	return { ...entry, probes };
}

/** The probe resource of statements on `*`. */
export function anyResource(): string {
	return "*";
}
