import { strToU8, zipSync } from "fflate";
import type { Statement } from "#lib/domain/permissions.ts";
import { packText } from "./pack-text.ts";
import type { ApprovalPackView, PackFile } from "./view.ts";

export type PackContent = { readonly mediaType: string; readonly body: string | Uint8Array<ArrayBuffer> };
export const PACK_NAME = "approval-pack.zip";

export type Part = {
	readonly name: string;
	readonly what: string;
	readonly mediaType: string;
	readonly text: string;
};
export const TEXT = "text/plain; charset=utf-8";
export const JSON_TYPE = "application/json";

/** The files that belong to a request: what there is depends on what is asked. */
export function packFiles(pack: Omit<ApprovalPackView, "files">): readonly PackFile[] {
	return listParts(pack.id, parts({ ...pack, files: [] }, null));
}

/** What a page lists: all in one, then each by itself. */
export function listParts(linkId: string, all: readonly Part[]): readonly PackFile[] {
	return [{ name: PACK_NAME, what: "Everything below in one file" }, ...all].map(({ name, what }) => ({
		name,
		what,
		path: `/launch/${linkId}/files/${name}`,
	}));
}

/**
 * One of them; null: there is none of that name.
 *
 * @param template our own template's text, as links use it
 */
export function packFile(pack: ApprovalPackView, name: string, template: string): PackContent | null {
	return readPart(parts(pack, template), name, pack.createdAt);
}

export function readPart(all: readonly Part[], name: string, createdAt: number): PackContent | null {
	if (name === PACK_NAME) return { mediaType: "application/zip", body: zipOf(all, createdAt) };
	const found = all.find((each) => each.name === name);
	return found === undefined ? null : { mediaType: found.mediaType, body: found.text };
}

function parts(pack: ApprovalPackView, template: string | null): readonly Part[] {
	const { way } = pack;
	// The template that links use may be a later or an earlier one than ours, or Harness's.
	const isOwn = pack.template?.source === "ours" && pack.template.sha256 === pack.template.ownSha256;
	return [
		part(
			"request.txt",
			"The request in words, with every action, its reason and its risk",
			TEXT,
			packText(pack),
		),
		...(isOwn
			? [part("role-template.yaml", "The CloudFormation template", "application/yaml", template ?? "")]
			: []),
		...(pack.policies.length === 0
			? []
			: [part("policies.json", "The role's policies, as IAM will hold them", JSON_TYPE, policiesText(pack))]),
		...(pack.trustPolicy === ""
			? []
			: [part("trust-policy.json", "Who may assume the role", JSON_TYPE, `${pack.trustPolicy}\n`)]),
		...(way.kind === "create"
			? [
					part("parameters.json", "The stack's parameters", JSON_TYPE, jsonText(way.parameters)),
					part("stack.tf", "The same stack in Terraform", TEXT, way.terraform),
				]
			: []),
	];
}

export function part(name: string, what: string, mediaType: string, text: string): Part {
	return { name, what, mediaType, text };
}

function policiesText({ policies }: ApprovalPackView): string {
	const document = (statements: readonly Statement[]) => ({ Version: "2012-10-17", Statement: statements });
	return jsonText(Object.fromEntries(policies.map(({ name, statements }) => [name, document(statements)])));
}

export function jsonText(value: unknown): string {
	return `${JSON.stringify(value, null, 2)}\n`;
}

/** With the request's own date, so that the same request gives the same bytes on any day; quick rather than tight. */
function zipOf(all: readonly Part[], createdAt: number): Uint8Array<ArrayBuffer> {
	const files = Object.fromEntries(all.map(({ name, text }) => [name, strToU8(text)]));
	return new Uint8Array(zipSync(files, { mtime: new Date(createdAt), level: 1 }));
}
