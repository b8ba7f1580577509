export type ResetLinks = {
	/**
	 * A link by which somebody chooses a new password, from the path on; null: nobody signs in with this e-mail address
	 * and a password. It works once, for an hour.
	 */
	make(email: string): Promise<string | null>;
};
