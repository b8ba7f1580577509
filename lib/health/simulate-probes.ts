import type { AwsAnswer, RoleSession, SimulatedAction } from "#lib/aws/port.ts";

/** One question: a concrete action on one ARN, or on "*". */
type Asked = {
	readonly action: string;
	readonly resource: string;
	readonly context?: Readonly<Record<string, string>>;
};
/** What IAM said of each; undefined: nothing. */
export type Simulated = (probe: Asked) => SimulatedAction | undefined;
type Of = Pick<Parameters<RoleSession["simulate"]>[0], "roleArn" | "requestedRegion">;

/** Simulations under way at once: IAM answers few a second in one account. */
const AT_ONCE = 4;

/**
 * What IAM, asked as the role, answers to each probe; the first refusal ends it.
 *
 * @param of the role; with a region, what is limited to regions is judged for it
 */
export async function simulateProbes(
	session: Pick<RoleSession, "simulate">,
	of: Of,
	probes: readonly Asked[],
	signal: AbortSignal,
): Promise<AwsAnswer<Simulated>> {
	const found = new Map<string, SimulatedAction>();
	const value: Simulated = (probe) => found.get(keyOf(probe));
	let first: AwsAnswer<Simulated> | null = null;
	// One call per resource and context: IAM evaluates each action of a call with each of its resources.
	const byCall = Map.groupBy(probes, ({ resource, context = {} }) => JSON.stringify([resource, context]));
	const calls = [...byCall.values()];
	for (let from = 0; from < calls.length; from += AT_ONCE) {
		const answers = await Promise.all(
			calls.slice(from, from + AT_ONCE).map((group) => {
				const actions = [...new Set(group.map(({ action }) => action))];
				const { resource = "*", context = {} } = group[0] ?? {};
				return session.simulate({ ...of, actions, resources: [resource], context }, signal);
			}),
		);
		for (const answer of answers) {
			if (answer.kind !== "answered") return answer;
			for (const result of answer.value) found.set(keyOf(result), result);
			first ??= { ...answer, value };
		}
	}
	return first ?? { kind: "answered", value, requestId: null, region: "" };
}

// IAM gives action names back as it was asked; case carries no meaning in them.
function keyOf({ action, resource }: Asked): string {
	return `${action.toLowerCase()} ${resource}`;
}

/** `open`: no statement allows it, but one may, by condition keys that the simulation was not told. */
export type ActionVerdict =
	| { readonly kind: "allowed" | "denied" | "not allowed" | "denied by organization" | "not said" }
	| { readonly kind: "open"; readonly missingContext: readonly string[] };

/**
 * What an answer of IAM comes to. A statement that denies wins, whatever else the simulation was not told.
 *
 * @param isConditional what the role needs it for is under a condition, which no simulation is told
 * @example judgeAction({ decision: "implicitDeny", missingContext: ["aws:SourceVpc"], … }).kind // "open"
 */
export function judgeAction(result: SimulatedAction | undefined, isConditional = false): ActionVerdict {
	if (result === undefined) return { kind: "not said" };
	if (result.allowedByOrganization === false) return { kind: "denied by organization" };
	const { decision, missingContext = [] } = result;
	switch (decision) {
		case "allowed":
			return { kind: "allowed" };
		case "explicitDeny":
			return { kind: "denied" };
		case "implicitDeny":
			return isConditional || missingContext.length > 0
				? { kind: "open", missingContext }
				: { kind: "not allowed" };
		default:
			return decision satisfies never;
	}
}
