/** What happens to somebody's way in: audited, and told to whom it concerns. */
export type AuthEvent = {
	readonly kind:
		| "signed-in"
		| "signed-out"
		| "sign-in-failed"
		| "sign-in-slowed"
		| "password-changed"
		| "password-reset"
		| "second-factor-added"
		| "second-factor-removed"
		| "backup-codes-made"
		| "passkey-added"
		| "passkey-removed"
		| "session-ended"
		| "guessing-stopped";
	/** Null: nobody has this e-mail address. */
	readonly person: { readonly id: string; readonly name: string; readonly email: string } | null;
	readonly address: string | null;
	readonly details: Readonly<Record<string, string | number>>;
};

/** Who failed to sign in has shown to be nobody: what they tried is not the person's own doing. */
export function isOfStranger({ kind }: AuthEvent): boolean {
	return kind === "sign-in-failed" || kind === "sign-in-slowed";
}

export type OnAuthEvent = (event: AuthEvent) => Promise<void>;
