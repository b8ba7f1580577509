import type { Role, Scope } from "#lib/domain/access.ts";

export type PeopleRepository = {
	/** Null: nobody, or removed meanwhile. */
	find(id: string): Promise<Person | null>;
	findByEmail(email: string): Promise<Person | null>;
	/** By name. One installation serves one company: a few hundred people at most. */
	list(now: Date): Promise<readonly ListedPerson[]>;
	/** Those without limits: a limited one manages nothing of the whole installation. */
	administrators(): Promise<readonly Pick<Person, "id" | "name" | "email">[]>;
	/**
	 * Their ids. Inside a transaction it holds their rows, so that of two changes at once the second
	 * sees what the first one did.
	 */
	lockAdministrators(): Promise<readonly string[]>;
	/** Somebody who signs in by a password. False when the address is taken; it is given in lower case. */
	insert(person: NewPerson): Promise<boolean>;
	/** False when the person is gone. */
	saveAccess(id: string, access: Pick<Person, "role" | "scope">): Promise<boolean>;
	/** The person's sessions, keys and factors go with them. False when they were gone already. */
	remove(id: string): Promise<boolean>;
};

/** Somebody who may sign in, and what they may do now. */
export type Person = {
	readonly id: string;
	readonly name: string;
	readonly email: string;
	readonly role: Role;
	readonly scope: Scope;
	readonly hasSecondFactor: boolean;
	readonly signsInBy: readonly ("password" | "sso")[];
	readonly createdAt: Date;
};

/** `lastSeenAt`: when one of their live sessions was last used, to a minute; null: none is live. */
export type ListedPerson = Person & { readonly lastSeenAt: Date | null };

export type NewPerson = Pick<Person, "id" | "name" | "email" | "role" | "scope" | "createdAt"> & {
	readonly passwordHash: string;
};
