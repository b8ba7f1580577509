import { readFile } from "node:fs/promises";
import { usageError } from "./cli-error.mjs";
import { EXIT } from "./exit-codes.mjs";
import { connectorId } from "./find-connector.mjs";
import { facts, plain, table } from "./table.mjs";

/** Judges a trust policy from a file, or from standard input. 0: no error was found, 1: one was. */
export async function lintPolicy({ api, out, stdin }, file, { json, connector, govcloud }) {
	const policy = parsePolicy(file, file === "-" ? await textOf(stdin) : await readText(file));
	const lint = await api.post("trust-policies/lint", {
		policy,
		...(connector !== undefined && { connectorId: await connectorId(api, connector) }),
		...(govcloud && { isGovCloud: true }),
	});
	if (json) out.json(lint);
	else showLint(out, lint);
	return lint.isClean ? EXIT.healthy : EXIT.bad;
}

function showLint(out, { isClean, findings, whoCanAssume }) {
	if (findings.length === 0) out.line("Nothing to find fault with.");
	for (const { severity, code, statement, explanation, fix } of findings) {
		const where = statement === null ? "" : `statement ${statement + 1}`;
		out.line(`${facts([[severity.toUpperCase(), [plain(code), where].filter(Boolean).join(", ")]])}`);
		out.line(`  ${plain(explanation)}`);
		if (fix !== "") out.line(`  ${plain(fix)}`);
	}
	if (whoCanAssume.length > 0) {
		const rows = whoCanAssume.map(({ principal, accountId, conditions }) => [
			principal,
			accountId ?? "",
			conditions.map(({ operator, key, values }) => `${operator} ${key} ${values.join(" ")}`).join("; ") ||
				"none",
		]);
		out.line(`\n${table(["WHO CAN ASSUME THE ROLE", "ACCOUNT", "CONDITIONS"], rows)}`);
	}
	if (!isClean) out.error("The policy has errors.");
}

async function readText(file) {
	try {
		return await readFile(file, "utf8");
	} catch (error) {
		throw usageError(`${file} could not be read: ${error.code ?? error.message}.`);
	}
}

export async function textOf(stdin) {
	const pieces = [];
	for await (const piece of stdin) pieces.push(Buffer.from(piece));
	return Buffer.concat(pieces).toString("utf8");
}

function parsePolicy(file, text) {
	let value;
	try {
		value = JSON.parse(text);
	} catch {
		throw usageError(`${file === "-" ? "Standard input" : file} is not JSON.`);
	}
	// As `aws iam get-role` answers it, too.
	const policy = value?.Role?.AssumeRolePolicyDocument ?? value;
	if (typeof policy !== "object" || policy === null || Array.isArray(policy)) {
		throw usageError(`${file === "-" ? "Standard input" : file} holds no policy: a JSON object.`);
	}
	return policy;
}
