import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CliError, usageError } from "./cli-error.mjs";
import { filterOf } from "./connectors.mjs";
import { EXIT } from "./exit-codes.mjs";
import { connectorId } from "./find-connector.mjs";
import { rolloutId } from "./find-rollout.mjs";

export const FORMATS = [
	"terraform",
	"terraform-organization",
	"terraform-accounts",
	"terraform-module",
	"opentofu",
	"curl",
	"cli",
	"cloudformation",
	"json",
	"csv",
];
const LISTS = ["json", "csv"];

/** One connector or a rollout as code, or all that the filter finds as a list or as code. */
export async function exportConnectors({ api, out }, named, { format, output, rollout, zip, ...options }) {
	if (named !== undefined && rollout !== undefined)
		throw usageError("Name a connector or a rollout, not both.");
	const isOne = named !== undefined || rollout !== undefined;
	const wanted = format ?? (isOne ? "terraform" : "json");
	if (!FORMATS.includes(wanted)) throw usageError(`The format is one of ${FORMATS.join(", ")}.`);
	const isList = !isOne && LISTS.includes(wanted);
	if (isList && zip) throw usageError("A list is one file: leave out --zip.");
	const isArchive = isOne ? zip === true : !isList;
	if (isArchive && output === undefined)
		throw usageError("An archive goes into a file: name it with --output.");
	const body = await bodyOf(api, { named, rollout, wanted, as: isArchive ? "zip" : "file", options });
	if (output === undefined) for await (const piece of body) out.raw(piece);
	else await writeWhole(body, output);
	return EXIT.healthy;
}

async function bodyOf(api, { named, rollout, wanted, as, options }) {
	if (rollout !== undefined)
		return api.download(`rollouts/${await rolloutId(api, rollout)}/exports/${wanted}`, { as });
	if (named === undefined)
		return api.download("exports/connectors", { ...filterOf(options), format: wanted });
	const id = await connectorId(api, named);
	return api.download(`connectors/${id}/exports/${wanted}`, as === "zip" ? { as } : {});
}

/** The file is there whole, or not at all. */
async function writeWhole(body, path) {
	const begun = `${path}.${process.pid}.part`;
	try {
		await pipeline(Readable.fromWeb(body), createWriteStream(begun, { flags: "wx" }));
		await rename(begun, path);
	} catch (error) {
		await rm(begun, { force: true });
		throw new CliError(`${path} was not written: ${error.message}.`);
	}
}
