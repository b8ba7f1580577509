import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { publishTemplate, type TemplateName } from "#lib/aws/publish-template.ts";

const USAGE = `Uploads the templates that links open, and prints the URLs that Settings takes.

npm run templates:publish -- --bucket <name> [--region <region>] [--profile <profile>]

--bucket   The template bucket (output TemplateBucketName of rolebridge-operator.yaml). It must keep versions.
--region   The bucket's region. Default: AWS_REGION, else us-east-1.
--profile  A profile of your AWS configuration. Default: the AWS SDK's own order.`;

/** As the fields of Settings are called. */
const TEMPLATES: Readonly<Record<TemplateName, string>> = {
	"harness-ccm-role": "Template URL",
	"harness-ccm-organization": "Template URL for whole organizations",
	"harness-ccm-cost-report": "Found by itself beside the Template URL",
	"harness-platform-role": "Found by itself beside the Template URL",
	"cloudzero-role": "Found by itself beside the Template URL",
};

const { values } = parseArgs({
	options: {
		bucket: { type: "string" },
		region: { type: "string" },
		profile: { type: "string" },
		help: { type: "boolean" },
	},
});

if (values.help || values.bucket === undefined) {
	console.log(USAGE);
	process.exit(values.help ? 0 : 2);
}

async function publish(bucket: string, name: TemplateName, field: string): Promise<boolean> {
	const answer = await publishTemplate({
		bucket,
		name,
		region: values.region ?? process.env.AWS_REGION ?? "us-east-1",
		body: await readFile(new URL(`../public/templates/${name}.yaml`, import.meta.url)),
		env: process.env,
		...(values.profile !== undefined && { profile: values.profile }),
	});
	console.log(`${name}.yaml`);
	if (answer.kind !== "answered") {
		console.error(`  Not published (${answer.code}): ${answer.message}`);
		return false;
	}
	const { url, sha256, isNew } = answer.value;
	console.log(isNew ? "  Published." : "  The bucket already holds these bytes; nothing was written.");
	console.log(`  SHA-256 ${sha256}`);
	console.log(`  ${field}: ${url}`);
	return true;
}

for (const [name, field] of Object.entries(TEMPLATES)) {
	// Sound: TEMPLATES has no other keys.
	const isPublished = await publish(values.bucket, name as TemplateName, field);
	if (!isPublished) {
		process.exitCode = 1;
		break;
	}
}
