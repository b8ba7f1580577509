import type { AwsAnswer, RoleSession } from "#lib/aws/port.ts";
import type { Context } from "#lib/context.ts";
import type { CheckResult, JsonValue } from "#lib/domain/check.ts";
import { isRegionOf } from "#lib/domain/partition.ts";
import { powerlessSession } from "./assume.ts";
import type { ConnectorFacts } from "./connector-facts.ts";
import { aws, passed, skipped, undecided, type Verdict } from "./verdict.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

type Regional = { readonly region: string; readonly answer: string };

/** Regions as the role sees them, and, at most daily, whether it answers in the opt-in regions of Settings. */
export async function checkRegions(
	ctx: Context,
	facts: ConnectorFacts,
	session: RoleSession,
	previous: CheckResult | undefined,
	signal: AbortSignal,
): Promise<Verdict> {
	const wanted = facts.settings.optInRegions.filter((region) => isRegionOf(facts.role.partition, region));
	const isPlatform = facts.connector.destination === "harness-platform";
	const mayList = isPlatform || (facts.connector.requirements?.features.includes("VISIBILITY") ?? false);
	if (wanted.length === 0 && !mayList) return skipped("No opt-in region is named in Settings.");
	const [listed, regional] = await Promise.all([
		mayList ? session.regions(signal) : null,
		askedToday(ctx, previous, wanted) ?? askRegions(ctx, facts, wanted, signal),
	]);
	return judge({ listed, regional, wanted, isRequired: isPlatform });
}

type Found = {
	/** Null: not asked, since the role need not be allowed to list them. */
	readonly listed: AwsAnswer<readonly RegionState[]> | null;
	readonly regional: Asked;
	readonly wanted: readonly string[];
	/** Harness calls DescribeRegions with every connector of type Aws: without it nothing works. */
	readonly isRequired: boolean;
};
type RegionState = { readonly region: string; readonly optInStatus: string };

function judge({ listed, regional, wanted, isRequired }: Found): Verdict {
	const regions = listed?.kind === "answered" ? listed.value : [];
	const enabled = regions
		.filter(({ optInStatus }) => optInStatus !== "not-opted-in")
		.map(({ region }) => region);
	const details = {
		enabled,
		optIn: regional.answers.map((entry): JsonValue => ({ ...entry })),
		askedAt: regional.askedAt,
	};
	if (listed?.kind === "denied" && isRequired) {
		const observed = "The role may not call ec2:DescribeRegions, which every AWS connector of Harness needs.";
		const said = aws(listed);
		const code = listed.code === "ORGANIZATION_DENY" ? listed.code : "TASK_PERMISSION_DENIED";
		return { outcome: "failed", code, observed, ...said, details: { ...said.details, ...details } };
	}
	const silent = regional.answers.filter(({ answer }) => answer !== "answers");
	if (silent.length > 0) {
		const names = silent.map(({ region }) => region).join(", ");
		const observed = `The role does not answer in ${names}.`;
		return { outcome: "warning", code: "REGION_DISABLED", observed, details };
	}
	if (listed !== null && listed.kind === "failed")
		return undecided("AWS did not list the account's regions.", listed);
	if (listed?.kind === "denied") {
		const observed = "The role may not list its regions.";
		return wanted.length > 0
			? passed(`${observed} It answers in the regions of Settings.`, { details })
			: skipped(observed);
	}
	const inSettings = wanted.length > 0 ? ` and answers in ${wanted.join(", ")}` : "";
	return passed(`The account has ${enabled.length} regions switched on${inSettings}.`, { details });
}

type Asked = { readonly askedAt: string; readonly answers: readonly Regional[] };

/** Yesterday's answers, where they are about the same regions and not a day old. */
function askedToday(
	ctx: Context,
	previous: CheckResult | undefined,
	wanted: readonly string[],
): Asked | null {
	if (wanted.length === 0) return { askedAt: ctx.now().toISOString(), answers: [] };
	const { askedAt, optIn } = previous?.details ?? {};
	if (typeof askedAt !== "string" || !Array.isArray(optIn)) return null;
	if (ctx.now().getTime() - Date.parse(askedAt) >= DAY_MS) return null;
	const answers = optIn.flatMap(regionalOf);
	const isSame =
		wanted.length === answers.length && wanted.every((region) => answers.some((a) => a.region === region));
	// A region that did not answer is asked again: somebody may have switched it on.
	return isSame && answers.every(({ answer }) => answer === "answers") ? { askedAt, answers } : null;
}

function regionalOf(value: JsonValue): readonly Regional[] {
	if (typeof value !== "object" || value === null || !("region" in value)) return [];
	const { region, answer } = value;
	return typeof region === "string" && typeof answer === "string" ? [{ region, answer }] : [];
}

async function askRegions(
	ctx: Context,
	facts: ConnectorFacts,
	regions: readonly string[],
	signal: AbortSignal,
): Promise<Asked> {
	const answers = await Promise.all(
		regions.map(async (region) => {
			const request = { ...powerlessSession(facts, facts.externalId, signal), region };
			return { region, answer: wordFor(await ctx.aws.probeRole(request)) };
		}),
	);
	return { askedAt: ctx.now().toISOString(), answers };
}

function wordFor(answer: AwsAnswer<unknown>): string {
	return answer.kind === "answered" ? "answers" : answer.code;
}
