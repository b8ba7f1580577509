/** What happens to somebody's way in: audited, and told to whom it concerns. */
export type AuthEvent = {
	readonly kind:
		| "signed-in"
		| "sign-in-slowed"
		| "password-changed"
		| "password-reset"
		| "second-factor-added"
		| "second-factor-removed"
		| "backup-codes-made"
		| "passkey-added"
		| "passkey-removed"
		| "session-ended";
	/** Null: nobody has this e-mail address. */
	readonly person: { readonly id: string; readonly name: string; readonly email: string } | null;
	readonly address: string | null;
	readonly details: Readonly<Record<string, string | number>>;
};

export type OnAuthEvent = (event: AuthEvent) => Promise<void>;
