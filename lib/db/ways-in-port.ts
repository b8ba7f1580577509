/**
 * How somebody gets in: what they take away or renew by themselves. A person names only what is their own. What the
 * sign-in service makes (sessions, factors, passwords) it makes itself.
 */
export type WayInRepository = {
	/** False: this person has no such session. */
	endSession(personId: string, sessionId: string): Promise<boolean>;
	/** How many were ended. */
	endOtherSessions(personId: string, keptSessionId: string): Promise<number>;
	/** False: this person has no such passkey. */
	removePasskey(personId: string, passkeyId: string): Promise<boolean>;
	/** With its backup codes. False: there was none. */
	removeApp(personId: string): Promise<boolean>;
	/**
	 * In place of the earlier ones, as the sign-in library encrypts them; sealed here once more. False: there is no app
	 * that they could stand in for.
	 */
	replaceBackupCodes(personId: string, codes: string): Promise<boolean>;
	/** Who chose a password of their own need not change it once more. */
	liftPasswordDuty(personId: string): Promise<void>;
};
