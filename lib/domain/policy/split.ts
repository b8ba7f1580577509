import type { Policy, PolicyStatement } from "./policy.ts";

/**
 * What IAM counts of one managed policy, white space left out, and how many a role holds unless AWS raised it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const MANAGED_POLICY_CHARACTERS = 6_144;
export const MANAGED_POLICIES_PER_ROLE = 10;

/**
 * How many characters a policy has for IAM: of its JSON without white space between the signs.
 *
 * @example policySize({ Version: "2012-10-17", Statement: [] }) // 39
 */
export function policySize(policy: Policy): number {
	return JSON.stringify(policy).length;
}

/**
 * The same policy in as many parts as IAM's limit makes necessary. All parts attached to one role allow what the
 * whole does, and a Deny in one of them counts against all. Statements stay whole where they fit; a longer one is
 * cut between its actions, then between its resources. What cannot be cut further stays too long: see policySize.
 *
 * @param maxCharacters as policySize counts
 * @example splitPolicy(policy).length // 1
 */
export function splitPolicy(policy: Policy, maxCharacters = MANAGED_POLICY_CHARACTERS): readonly Policy[] {
	if (policySize(policy) <= maxCharacters) return [policy];
	const room = maxCharacters - EMPTY;
	const pieces = policy.Statement.flatMap((statement) => cut(statement, room));
	const parts: { used: number; readonly statements: PolicyStatement[] }[] = [];
	for (const piece of pieces) {
		// One more for the comma between two statements.
		const size = sizeOf(piece) + 1;
		const part = parts.find(({ used }) => used + size <= room + 1);
		if (part === undefined) parts.push({ used: size, statements: [piece] });
		else {
			part.used += size;
			part.statements.push(piece);
		}
	}
	return parts.map(({ statements }) => ({ Version: policy.Version, Statement: statements }));
}

const EMPTY = policySize({ Version: "2012-10-17", Statement: [] });

function sizeOf(statement: PolicyStatement): number {
	return JSON.stringify(statement).length;
}

/** A statement that fits as it is, else in pieces. A piece bears no id: ids are unique in a policy. */
function cut(statement: PolicyStatement, room: number): readonly PolicyStatement[] {
	if (sizeOf(statement) <= room) return [statement];
	const { Sid: _, ...bare } = statement;
	const byAction = fill(bare.Action, (Action) => ({ ...bare, Action }), room);
	return byAction.flatMap((piece) =>
		sizeOf(piece) <= room ? [piece] : fill(piece.Resource, (Resource) => ({ ...piece, Resource }), room),
	);
}

/** As many values in each piece as there is room for, one at least. */
function fill(
	values: readonly string[],
	pieceOf: (values: readonly string[]) => PolicyStatement,
	room: number,
): readonly PolicyStatement[] {
	const pieces: string[][] = [];
	const bare = sizeOf(pieceOf([]));
	let used = Number.POSITIVE_INFINITY;
	for (const value of values) {
		const size = JSON.stringify(value).length + 1;
		const last = pieces.at(-1);
		if (last !== undefined && used + size <= room + 1) {
			last.push(value);
			used += size;
		} else {
			pieces.push([value]);
			used = bare + size;
		}
	}
	return pieces.map(pieceOf);
}
