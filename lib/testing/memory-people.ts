import type { ListedPerson, PeopleRepository, Person } from "#lib/db/people-port.ts";
import { isUnlimited } from "#lib/domain/access.ts";

/** By id; the hash beside each is what they sign in by. */
export type MemoryPeople = Map<
	string,
	Person & { readonly passwordHash?: string; readonly lastSeenAt?: Date }
>;

export function memoryPeople(people: MemoryPeople): PeopleRepository {
	const all = () => [...people.values()];
	const administrators = () =>
		all().filter(({ role, scope }) => role === "administrator" && isUnlimited(scope));
	return {
		find: async (id) => people.get(id) ?? null,
		findByEmail: async (email) => all().find((person) => person.email === email.toLowerCase()) ?? null,
		list: async () =>
			all()
				.map((person): ListedPerson => ({ ...person, lastSeenAt: person.lastSeenAt ?? null }))
				.sort((a, b) => a.name.localeCompare(b.name)),
		administrators: async () => administrators().map(({ id, name, email }) => ({ id, name, email })),
		lockAdministrators: async () => administrators().map(({ id }) => id),
		insert: async (person) => {
			if (all().some(({ email }) => email === person.email)) return false;
			people.set(person.id, { ...person, hasSecondFactor: false, signsInBy: ["password"] });
			return true;
		},
		saveAccess: async (id, access) => {
			const known = people.get(id);
			if (known !== undefined) people.set(id, { ...known, ...access });
			return known !== undefined;
		},
		remove: async (id) => people.delete(id),
	};
}
