import { parse } from "@cdktf/hcl2json";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };

/** HCL as HashiCorp's own parser reads it, with texts as they are meant. */
export async function readHcl(text: string): Promise<JsonObject> {
	// Sound: the parser answers with the JSON of the file.
	return meant((await parse("main.tf", text)) as Json) as JsonObject;
}

/** The parser leaves `$${` and `%%{` as they are written, so that an expression can be told from a text. */
function meant(value: Json): Json {
	if (typeof value === "string") return value.replaceAll("$${", "${").replaceAll("%%{", "%{");
	if (value === null || typeof value !== "object") return value;
	if (Array.isArray(value)) return value.map(meant);
	return Object.fromEntries(Object.entries(value).map(([name, inner]) => [meant(name), meant(inner)]));
}

/** What lies at a place, e.g. at(parsed, "resource", "aws_iam_role", "reader", 0). Fails when nothing does. */
export function at(value: Json | undefined, ...path: readonly (string | number)[]): Json {
	let here: Json | undefined = value;
	for (const step of path) {
		const isContainer = typeof here === "object" && here !== null;
		// Sound: a step into what is neither a list nor an object finds nothing, and fails below.
		here = isContainer ? (here as Record<string | number, Json>)[step] : undefined;
	}
	if (here === undefined) throw new Error(`nothing lies at ${path.join(".")}`);
	return here;
}
