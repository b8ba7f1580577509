import * as z from "zod/mini";
import { parseAccountId } from "#lib/domain/account-id.ts";
import { partitionOfRegion } from "#lib/domain/partition.ts";
import { failed, ok } from "#lib/domain/result.ts";
import { isListUnit } from "#lib/domain/rollout/list-units.ts";
import { WAVE_UNIT_LIMIT } from "#lib/domain/rollout/waves.ts";
import { parsed } from "./parsed.ts";
import { RoleOptionsSchema } from "./role-schema.ts";

const MAX_WAVES = 20;

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_OrganizationalUnit.html */
const UNIT_ID = /^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/;
const UNIT_WORDS = "A root looks like r-ab12, an organizational unit like ou-ab12-1a2b3c4d.";

export const UnitIdSchema = parsed(parseUnitId, 128);

/** An exception's: a root or unit of AWS, or one that a person's list names. */
export const ExceptionUnitSchema = parsed(
	(text) => (isListUnit(text) ? ok(text.trim()) : parseUnitId(text)),
	300,
);

function parseUnitId(text: string) {
	const id = text.trim().toLowerCase();
	return UNIT_ID.test(id)
		? ok(id)
		: failed({ message: `“${text.trim().slice(0, 40)}” is no id. ${UNIT_WORDS}` });
}

const names = {
	region: parsed((text) =>
		partitionOfRegion(text.trim()) === null
			? failed({ message: "This is no AWS region. A region looks like us-east-1." })
			: ok(text.trim()),
	),
	stackName: parsed((text) => stackName(text, "stack"), 256),
	stackSetName: parsed((text) => stackName(text, "stack set"), 256),
	roleName: RoleOptionsSchema.shape.roleName,
	rolePath: RoleOptionsSchema.shape.rolePath,
	permissionsBoundaryArn: RoleOptionsSchema.shape.permissionsBoundaryArn,
};

/** The roles' own policies are named after their stacks, which CloudFormation names after the stack set. */
function stackName(text: string, what: string) {
	const name = text.trim();
	if (/^[A-Za-z][A-Za-z0-9-]{0,56}$/.test(name)) return ok(name);
	return failed({
		message: `A ${what}'s name starts with a letter and has up to 57 letters, digits and hyphens.`,
	});
}

function percent(from: number) {
	const words = `A whole number from ${from} to 100.`;
	return z.int(words).check(z.gte(from, words), z.lte(100, words));
}

const shares = {
	stopAtFailingPercent: percent(0),
	failureTolerancePercent: percent(0),
	maxConcurrentPercent: percent(1),
};

/** Step 3; whether region, units and account fit the rollout is decided where it is known. */
export const LaunchOptionsSchema = z.object({
	region: names.region,
	stackName: names.stackName,
	stackSetName: names.stackSetName,
	waves: z
		.array(
			z
				.array(UnitIdSchema)
				.check(z.minLength(1, "A wave names at least one unit."), z.maxLength(WAVE_UNIT_LIMIT)),
		)
		.check(z.maxLength(MAX_WAVES, `At most ${MAX_WAVES} waves.`)),
	...shares,
	delegatedAdministratorId: z.nullable(parsed(parseAccountId, 128)),
	role: z.object({
		roleName: names.roleName,
		rolePath: names.rolePath,
		permissionsBoundaryArn: names.permissionsBoundaryArn,
	}),
});

export type LaunchOptions = z.output<typeof LaunchOptionsSchema>;
export type LaunchOptionsForm = z.input<typeof LaunchOptionsFormSchema>;

const typedPercent = (from: number) =>
	z.pipe(
		z.string(),
		z.pipe(
			z.transform((text: string) => (/^\d{1,3}$/.test(text.trim()) ? Number(text.trim()) : -1)),
			percent(from),
		),
	);

const typedAccount = z.pipe(
	z.string().check(z.maxLength(128, "This is too long.")),
	z.transform((text: string, context) => {
		if (text.trim() === "") return null;
		const result = parseAccountId(text);
		if (result.ok) return result.value;
		context.issues.push({ code: "custom", message: result.failure.message, input: text });
		return z.NEVER;
	}),
);

const typedWaves = z.pipe(
	z.string().check(z.maxLength(20_000, "This is too long.")),
	z.transform((text: string, context) => {
		const waves = wavesOf(text);
		const problem = waves.length > MAX_WAVES ? `At most ${MAX_WAVES} waves.` : firstProblem(waves);
		if (problem === null) return waves.map((wave) => wave.map((id) => id.toLowerCase()));
		context.issues.push({ code: "custom", message: problem, input: text });
		return z.NEVER;
	}),
);

function firstProblem(waves: readonly (readonly string[])[]): string | null {
	if (waves.some((wave) => wave.length > WAVE_UNIT_LIMIT))
		return `A wave names at most ${WAVE_UNIT_LIMIT} units.`;
	for (const id of waves.flat()) {
		const result = parseUnitId(id);
		if (!result.ok) return result.failure.message;
	}
	return null;
}

/** Waves as they are typed: one a line, ids with commas or spaces between them. */
export function wavesOf(text: string): string[][] {
	return text
		.split("\n")
		.map((line) => line.split(/[\s,;]+/).filter((id) => id !== ""))
		.filter((wave) => wave.length > 0);
}

/** The same as it is typed: waves one a line, numbers as text, everything side by side. */
export const LaunchOptionsFormSchema = z.pipe(
	z.object({
		...names,
		waves: typedWaves,
		stopAtFailingPercent: typedPercent(0),
		failureTolerancePercent: typedPercent(0),
		maxConcurrentPercent: typedPercent(1),
		delegatedAdministratorId: typedAccount,
	}),
	z.transform(({ roleName, rolePath, permissionsBoundaryArn, ...launch }) => ({
		...launch,
		role: { roleName, rolePath, permissionsBoundaryArn },
	})),
);
