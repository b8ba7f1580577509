import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { publishTemplate } from "#lib/aws/publish-template.ts";

const USAGE = `Uploads public/templates/harness-ccm-role.yaml and prints the URL that Settings takes.

npm run templates:publish -- --bucket <name> [--region <region>] [--profile <profile>]

--bucket   The template bucket (output TemplateBucketName of rolebridge-operator.yaml). It must keep versions.
--region   The bucket's region. Default: AWS_REGION, else us-east-1.
--profile  A profile of your AWS configuration. Default: the AWS SDK's own order.`;

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

const answer = await publishTemplate({
	bucket: values.bucket,
	region: values.region ?? process.env.AWS_REGION ?? "us-east-1",
	body: await readFile(new URL("../public/templates/harness-ccm-role.yaml", import.meta.url)),
	env: process.env,
	...(values.profile !== undefined && { profile: values.profile }),
});

if (answer.kind === "answered") {
	const { url, sha256, isNew } = answer.value;
	console.log(isNew ? "Published." : "The bucket already holds these bytes; nothing was written.");
	console.log(`SHA-256 ${sha256}`);
	console.log(url);
} else {
	console.error(`Not published (${answer.code}): ${answer.message}`);
	process.exitCode = 1;
}
