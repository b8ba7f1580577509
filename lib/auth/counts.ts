import type { GenericEndpointContext } from "better-auth";

export type Counts = Pick<
	GenericEndpointContext["context"]["adapter"],
	"incrementOne" | "create" | "deleteMany" | "findOne" | "count"
>;
type Counted = { readonly key: string; readonly seconds: number };
export type Count = { readonly count: number; readonly expiresAt: Date };

/** What the sign-in library must know of the table. */
export const COUNTS_SCHEMA = {
	signInCount: {
		fields: {
			key: { type: "string", required: true, unique: true },
			count: { type: "number", required: true },
			expiresAt: { type: "date", required: true },
		},
	},
} as const;

const MODEL = "signInCount";
const at = (key: string) => ({ field: "key", value: key });

/**
 * Counts one more try under a key, for all processes together: each concurrent try gets a number of its own. The
 * count begins anew `seconds` after its first try.
 */
export async function countTry(counts: Counts, { key, seconds }: Counted): Promise<Count> {
	const now = new Date();
	const again = await counts.incrementOne<Count>({
		model: MODEL,
		where: [at(key), { field: "expiresAt", operator: "gt", value: now }],
		increment: { count: 1 },
	});
	if (again !== null) return again;
	const expiresAt = new Date(now.getTime() + seconds * 1_000);
	const anew = await counts.incrementOne<Count>({
		model: MODEL,
		where: [at(key), { field: "expiresAt", operator: "lte", value: now }],
		increment: {},
		set: { count: 1, expiresAt },
	});
	if (anew !== null) return anew;
	const made = await create(counts, { key, count: 1, expiresAt });
	return made ? { count: 1, expiresAt } : countTry(counts, { key, seconds });
}

/** True the first time only, until `seconds` have passed. */
export async function isFirstUse(counts: Counts, counted: Counted): Promise<boolean> {
	return (await countTry(counts, counted)).count === 1;
}

/** The try that was just counted did not fail after all. */
export async function takeBackTry(counts: Counts, key: string): Promise<void> {
	await counts.incrementOne({
		model: MODEL,
		where: [at(key), { field: "count", operator: "gt", value: 0 }],
		increment: { count: -1 },
	});
}

export async function forgetTries(counts: Counts, key: string): Promise<void> {
	await counts.deleteMany({ model: MODEL, where: [at(key)] });
}

/** False: another request made the row in the meantime. */
async function create(counts: Counts, row: Count & { readonly key: string }): Promise<boolean> {
	// New keys are seldom: here is the place to sweep what no longer matters.
	await counts.deleteMany({
		model: MODEL,
		where: [{ field: "expiresAt", operator: "lt", value: new Date() }],
	});
	try {
		await counts.create({ model: MODEL, data: row });
		return true;
	} catch (error) {
		const found = await counts.findOne({ model: MODEL, where: [at(row.key)] });
		if (found === null) throw error;
		return false;
	}
}
