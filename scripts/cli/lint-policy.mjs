import { readFile } from "node:fs/promises";
import { CliError, usageError } from "./cli-error.mjs";
import { EXIT } from "./exit-codes.mjs";
import { connectorId } from "./find-connector.mjs";
import { facts, plain, table } from "./table.mjs";

/** Judges a trust policy from a file, or from standard input. 0: no error was found, 1: one was. */
export async function lintPolicy({ api, out, stdin }, file, { json, connector, govcloud, correct }) {
	const policy = parsePolicy(file, file === "-" ? await textOf(stdin) : await readText(file));
	const lint = await api.post("trust-policies/lint", {
		policy,
		...(connector !== undefined && { connectorId: await connectorId(api, connector) }),
		...(govcloud && { isGovCloud: true }),
	});
	if (correct) {
		if (lint.correction === undefined)
			throw new CliError("This installation is older and corrects no policies.");
		return printCorrected(out, lint.correction);
	}
	if (json) out.json(lint);
	else showLint(out, lint);
	return lint.isClean ? EXIT.healthy : EXIT.bad;
}

/** 0: nothing is left to a person. 1: something is, or nothing of the policy can be kept. */
function printCorrected(out, { policy, changes, left }) {
	for (const { statement, explanation } of changes) {
		out.error(plain(`Statement ${statement + 1}: ${explanation}`));
	}
	for (const { statement, explanation, fix } of left) {
		const where = statement === null ? "Whole policy" : `Statement ${statement + 1}`;
		out.error(plain(`Left: ${where}: ${explanation} ${fix}`));
	}
	if (policy === null) {
		out.error("Nothing of the policy can be kept; --json answers with the expected one.");
		return EXIT.bad;
	}
	out.json(policy);
	return left.some(({ severity }) => severity === "error") ? EXIT.bad : EXIT.healthy;
}

function showLint(out, { isClean, findings, whoCanAssume, correction }) {
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
	// An older server does not correct.
	if (correction?.changes.length > 0)
		out.error("--correct prints the policy with what is safe to correct corrected.");
}

export async function readText(file) {
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

export function parsePolicy(file, text) {
	let value;
	try {
		value = JSON.parse(text);
	} catch {
		throw usageError(`${file === "-" ? "Standard input" : file} is not JSON.`);
	}
	// As `aws iam get-role`, `get-policy-version` and `get-role-policy` answer it, too.
	const policy =
		value?.Role?.AssumeRolePolicyDocument ?? value?.PolicyVersion?.Document ?? value?.PolicyDocument ?? value;
	if (typeof policy !== "object" || policy === null || Array.isArray(policy)) {
		throw usageError(`${file === "-" ? "Standard input" : file} holds no policy: a JSON object.`);
	}
	return policy;
}
