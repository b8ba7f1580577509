import type { AwsRefusal } from "#lib/aws/port.ts";
import type { Context } from "#lib/context.ts";
import type { TemplateCheck } from "#lib/db/port.ts";
import { type Partition, partitionFacts, partitionOfRegion } from "#lib/domain/partition.ts";
import { parseTemplateUrl } from "#lib/domain/template-url.ts";
import { aws, checkResult, passed, undecided, type Verdict } from "./verdict.ts";

export type TemplateToCheck = {
	readonly url: string;
	readonly partition: Partition;
	/** Hex SHA-256 that the body must have; empty or absent: any. */
	readonly expectedSha256?: string;
	/** Parameters that a link may carry and the template must know. */
	readonly expectedParameters?: readonly string[];
	readonly signal?: AbortSignal;
};

type Found = Pick<TemplateCheck, "parameters" | "sha256"> & { readonly verdict: Verdict };

/** Asks CloudFormation what it makes of a template before a link to it is handed out, and keeps the answer. */
export async function checkTemplate(ctx: Context, input: TemplateToCheck): Promise<TemplateCheck> {
	const startedAt = ctx.now();
	const { verdict, parameters, sha256 } = await look(ctx, input);
	const result = checkResult("template-current", verdict, startedAt, ctx.now());
	const check = { url: input.url, partition: input.partition, result, parameters, sha256 };
	await ctx.db.templateChecks.save(check);
	return check;
}

async function look(ctx: Context, input: TemplateToCheck): Promise<Found> {
	const { url: templateUrl, partition } = input;
	const signal = input.signal ?? AbortSignal.timeout(60_000);
	const location = parseTemplateUrl(templateUrl);
	if (location === null) {
		const observed = "The template's address is not an S3 object, and CloudFormation takes no other.";
		return none({ outcome: "failed", code: "TEMPLATE_URL_NOT_S3", observed });
	}
	const { defaultRegion } = partitionFacts(partition);
	const region = location.region ?? defaultRegion;
	const [summary, body] = await Promise.all([
		ctx.aws.templateSummary({ partition, templateUrl, region: defaultRegion, signal }),
		// The bucket is read as we are known where it lies, which need not be the role's partition.
		ctx.aws.readTemplate({ partition: partitionOfRegion(region) ?? partition, templateUrl, region, signal }),
	]);
	if (summary.kind !== "answered") return none(unreadable(summary));
	const { parameters } = summary.value;
	// A published template may be readable for CloudFormation and not for us: then only its parameters are known.
	const sha256 = body.kind === "answered" ? ctx.sha256Hex(body.value) : null;
	const verdict = judge(input, parameters, sha256);
	return {
		parameters,
		sha256,
		verdict: { ...verdict, ...aws(summary), details: { parameters: [...parameters], sha256 } },
	};
}

function judge(input: TemplateToCheck, parameters: readonly string[], sha256: string | null): Verdict {
	const unknown = (input.expectedParameters ?? []).filter((name) => !parameters.includes(name));
	if (unknown.length > 0) {
		const observed = `The template has no parameter ${unknown.join(", ")}; CloudFormation would ignore it.`;
		return { outcome: "failed", code: "TEMPLATE_PARAMETERS_UNKNOWN", observed };
	}
	const expected = input.expectedSha256?.toLowerCase() ?? "";
	if (expected !== "" && sha256 !== null && sha256 !== expected) {
		const observed = `The template's digest is ${sha256}, not ${expected}.`;
		return { outcome: "failed", code: "TEMPLATE_DIGEST_DIFFERS", observed };
	}
	if (expected !== "" && sha256 === null) {
		const observed = "CloudFormation reads the template, but its digest could not be compared.";
		return { outcome: "warning", code: "TEMPLATE_UNREADABLE", observed };
	}
	return passed(`CloudFormation reads the template and its ${parameters.length} parameters.`);
}

function unreadable(refusal: AwsRefusal): Verdict {
	const isTheTemplates = refusal.kind === "denied" || refusal.awsCode === "ValidationError";
	if (!isTheTemplates) return undecided("CloudFormation gave no answer about the template.", refusal);
	const observed = "CloudFormation cannot read the template.";
	return { outcome: "failed", code: "TEMPLATE_UNREADABLE", observed, ...aws(refusal) };
}

function none(verdict: Verdict): Found {
	return { verdict, parameters: [], sha256: null };
}
