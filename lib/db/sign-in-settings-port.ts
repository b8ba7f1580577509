import type { Role } from "#lib/domain/access.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import type { GroupMapping } from "#lib/domain/single-sign-on.ts";

/** How people sign in by a provider. The client secret stays behind `clientSecret()`. */
export type SignInSettings = {
	readonly version: number;
	readonly isEnabled: boolean;
	/** Empty: no provider is set up. */
	readonly issuer: string;
	readonly clientId: string;
	readonly hasClientSecret: boolean;
	readonly scopes: string;
	readonly groupsClaim: string;
	readonly mappings: readonly GroupMapping[];
	readonly defaultRole: Role | null;
	readonly buttonLabel: string;
	readonly isSsoOnly: boolean;
	readonly breakGlassPersonId: string | null;
	/** Of the provider as it is set up now. */
	readonly lastTest: SignInTest | null;
};

export type SignInTest = {
	/** Milliseconds since 1970. */
	readonly at: number;
	/** Null: it worked. */
	readonly failure: FailureCode | null;
	readonly detail: string | null;
	readonly name: string | null;
	readonly email: string | null;
	readonly groups: readonly string[];
	readonly role: Role | null;
};

export type SignInSettingsChange = Omit<SignInSettings, "version" | "hasClientSecret"> & {
	/** Undefined: the stored one stays. Null: there is none. */
	readonly clientSecret?: string | null;
};

export type SignInSettingsRepository = {
	get(): Promise<SignInSettings>;
	/** The decrypted secret: for the OIDC adapter only. */
	clientSecret(): Promise<string | null>;
	/** False when somebody else saved first. */
	save(version: number, change: SignInSettingsChange): Promise<boolean>;
	/** Dropped when the settings are no longer those that were tested. */
	saveTest(version: number, test: SignInTest): Promise<void>;
};
