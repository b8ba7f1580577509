import type { Result } from "#lib/domain/result.ts";
import type { RequestOrigin } from "#lib/request-origin.ts";
import type { LogoutNotice, Oidc, OidcProvider, OidcSignIn } from "./oidc-port.ts";

/** Single sign-on as it is set up now. */
export type SsoState = {
	/** Null: none is set up. */
	readonly provider: OidcProvider | null;
	/** Of the settings: what was tested is told apart from what was changed since. */
	readonly version: number;
	readonly isEnabled: boolean;
	readonly isSsoOnly: boolean;
	readonly breakGlassPersonId: string | null;
};

type Person = { readonly id: string; readonly name: string };

/** What the sign-in service asks of the product; each call decides and writes its audit entries by itself. */
export type SsoHost = {
	readonly oidc: Oidc;
	state(): Promise<SsoState>;
	/** Who this is here: found, matched or made, with the access that their groups give. */
	admit(signIn: OidcSignIn, origin: RequestOrigin): Promise<Result<Person>>;
	/** Connects the provider's account to whoever is signed in. */
	link(person: Person, signIn: OidcSignIn, origin: RequestOrigin): Promise<Result<true>>;
	/** Whether the provider's account is this person's. */
	isPerson(personId: string, signIn: OidcSignIn): Promise<boolean>;
	recordTest(
		test: { readonly version: number; readonly person: Person; readonly outcome: Result<OidcSignIn> },
		origin: RequestOrigin,
	): Promise<void>;
	/** True when the token was new; whoever is meant is then signed out. */
	endByProvider(notice: LogoutNotice, origin: RequestOrigin): Promise<boolean>;
	/** Kept as the hint that ends the provider's session; null: none. */
	idToken(personId: string): Promise<string | null>;
	/** The account for emergencies came in past the provider: every administrator is told. */
	noteBreakGlass(person: Person, origin: RequestOrigin): Promise<void>;
};
