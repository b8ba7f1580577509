import { AsyncLocalStorage } from "node:async_hooks";

type Fields = Readonly<Record<string, string>>;

// One a process, also where a bundler loads this module more than once.
const shared = globalThis as typeof globalThis & { rolebridgeLogFields?: AsyncLocalStorage<Fields> };

function storage(): AsyncLocalStorage<Fields> {
	shared.rolebridgeLogFields ??= new AsyncLocalStorage();
	return shared.rolebridgeLogFields;
}

/** Fields of every line that is logged from here on in the same request. */
export function enterLogFields(fields: Fields): void {
	storage().enterWith(fields);
}

/** Fields of every line that `run` logs: a job's id. */
export function withLogFields<T>(fields: Fields, run: () => T): T {
	return storage().run({ ...storage().getStore(), ...fields }, run);
}

export function currentLogFields(): Fields {
	return storage().getStore() ?? {};
}
