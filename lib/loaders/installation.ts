import "server-only";
import { type Ability, abilitiesOfActor } from "#lib/auth/abilities.ts";
import { endpointOverrides, env } from "#lib/env.ts";
import { type SandboxHint, SandboxHintsSchema } from "#lib/schemas/sandbox-hints-schema.ts";
import { requireSignedIn } from "./signed-in.ts";

export type Installation = {
	readonly mode: "sandbox" | "live";
	readonly email: string;
	/** Of the person who looks. */
	readonly abilities: readonly Ability[];
	/** Names to try the product with, as the sandbox was seeded; empty in live mode. */
	readonly hints: readonly SandboxHint[];
	/** The stand-in console's front page, where the sandbox has one. */
	readonly consoleUrl: string | null;
	/** Set AWS_ENDPOINT_URL* variables: in live mode they lead calls away from AWS. */
	readonly endpointOverrides: readonly string[];
};

export async function loadInstallation(): Promise<Installation> {
	const { email, actor } = await requireSignedIn();
	const isSandbox = env.ROLEBRIDGE_MODE === "sandbox";
	return {
		mode: env.ROLEBRIDGE_MODE,
		email,
		abilities: abilitiesOfActor(actor),
		hints: isSandbox ? readHints(env.ROLEBRIDGE_SANDBOX_HINTS) : [],
		consoleUrl: isSandbox ? (env.ROLEBRIDGE_AWS_CONSOLE_URL ?? null) : null,
		endpointOverrides: isSandbox ? [] : endpointOverrides(),
	};
}

/** Hints are a courtesy: what cannot be read is left out, and the product works without. */
function readHints(text: string | undefined): readonly SandboxHint[] {
	if (text === undefined) return [];
	try {
		return SandboxHintsSchema.parse(JSON.parse(text));
	} catch {
		return [];
	}
}
