// npm run report:verify -- report.json: whether a report is as it was issued, and by which key.
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { isSignatureOf, sha256Hex } from "#lib/crypto.ts";
import { canonicalJson } from "#lib/domain/canonical-json.ts";
import { keyFingerprint } from "#lib/reports/sign-report.ts";
import { SignedReportSchema } from "#lib/schemas/report-schema.ts";

const USAGE = `Verifies a report that was downloaded from Rolebridge.

npm run report:verify -- <file> [--key "<fingerprint>"]

--key  The fingerprint that the installation shows on its report page. Without it the command proves only that
       the file was not changed since it was signed, not by whom.

Ends with 0 when the report is genuine, 1 when it is not, 2 when it cannot be read.`;

const { values, positionals } = parseArgs({
	options: { key: { type: "string" }, help: { type: "boolean" } },
	allowPositionals: true,
});
const [file] = positionals;
if (values.help || file === undefined) {
	console.log(USAGE);
	process.exit(values.help ? 0 : 2);
}
process.exitCode = await verifyFile(file, values.key);

async function verifyFile(path: string, expected: string | undefined): Promise<number> {
	const parsed = SignedReportSchema.safeParse(await readJson(path));
	if (!parsed.success) {
		console.error(`${path} is not a report of Rolebridge.`);
		return 2;
	}
	const { report, signature } = parsed.data;
	const fingerprint = keyFingerprint({ sha256Hex }, signature.publicKey);
	if (!isSignatureOf(canonicalJson(report), signature.publicKey, signature.value)) {
		console.error("NOT GENUINE: the report was changed after it was signed.");
		return 1;
	}
	if (expected !== undefined && plain(expected) !== plain(fingerprint)) {
		console.error(`NOT GENUINE: it was signed with another key (${fingerprint}).`);
		return 1;
	}
	console.log(`Unchanged since it was signed: ${report.kind}, issued ${report.issuedAt}.`);
	console.log(`Key ${fingerprint}${expected === undefined ? " (compare it with the installation's)" : ""}`);
	return 0;
}

async function readJson(path: string): Promise<unknown> {
	try {
		return JSON.parse(await readFile(path, "utf8"));
	} catch {
		return null;
	}
}

function plain(fingerprint: string): string {
	return fingerprint.replaceAll(/\s/g, "").toLowerCase();
}
