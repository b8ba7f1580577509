import { isSealed, type SecretBox } from "#lib/crypto.ts";

/** Column of two_factor and the name it is bound to its row by. */
const COLUMNS = { secret: "secret", backupCodes: "backup_codes" } as const;
type Column = keyof typeof COLUMNS;
export const SEALED = ["secret", "backupCodes"] as const satisfies readonly Column[];

export type SealedFields = { readonly id?: unknown } & { readonly [Name in Column]?: unknown };

/** What is sealed of a row of two_factor, whoever writes it. */
export function secondFactorSeal(box: SecretBox) {
	const boundTo = (id: string, name: Column) => `two_factor:${id}:${COLUMNS[name]}`;
	/** Rows from before this layer hold the library's own one alone. */
	const open = (id: string, name: Column, text: string) =>
		isSealed(text) ? box.open(text, boundTo(id, name)) : text;
	return {
		open,
		/** The same row with what is in it sealed. */
		sealed<Data extends object>(id: string | undefined, data: Data): Data {
			return mapped(data, (name, text) => {
				if (id === undefined) throw new Error("A second factor is written by its id.");
				return box.seal(text, boundTo(id, name));
			});
		},
		/** The same row with what is in it opened. */
		opened<Row extends object | null>(row: Row): Row {
			if (row === null) return row;
			const { id }: SealedFields = row;
			return mapped(row, (name, text) => {
				if (typeof id !== "string") throw new Error("A second factor is read together with its id.");
				return open(id, name, text);
			});
		},
	};
}

function mapped<Row extends object>(row: Row, change: (name: Column, text: string) => string): Row {
	const given: SealedFields = row;
	const changed = SEALED.flatMap((name) => {
		const value = given[name];
		if (value === undefined) return [];
		if (typeof value !== "string") throw new Error(`${name} of a second factor is no text.`);
		return [[name, change(name, value)] as const];
	});
	return { ...row, ...Object.fromEntries(changed) };
}
