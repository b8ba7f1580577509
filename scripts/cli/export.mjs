import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CliError, usageError } from "./cli-error.mjs";
import { filterOf } from "./connectors.mjs";
import { EXIT } from "./exit-codes.mjs";
import { connectorId } from "./find-connector.mjs";

export const CONNECTOR_FORMATS = ["terraform", "curl", "cli", "cloudformation", "json"];
const LIST_FORMATS = ["json", "csv"];

/** One connector as code, or all that the filter finds as a file. */
export async function exportConnectors({ api, out }, named, { format, output, ...options }) {
	const formats = named === undefined ? LIST_FORMATS : CONNECTOR_FORMATS;
	const wanted = format ?? (named === undefined ? "json" : "terraform");
	if (!formats.includes(wanted)) {
		const of = named === undefined ? "a list" : "one connector";
		throw usageError(`The format of ${of} is ${formats.join(", ")}.`);
	}
	const body =
		named === undefined
			? await api.download("exports/connectors", { ...filterOf(options), format: wanted })
			: await api.download(`connectors/${await connectorId(api, named)}/exports/${wanted}`);
	if (output === undefined) for await (const piece of body) out.raw(piece);
	else await writeWhole(body, output);
	return EXIT.healthy;
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
