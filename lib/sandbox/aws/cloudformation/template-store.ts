import { createHash } from "node:crypto";
import type { World } from "../world.ts";
import { parseTemplate, type Template } from "./template.ts";

type Kept = { readonly templateDigest: string };

const PARSED_KEPT = 50;
const parsed = new Map<string, Template>();

/** Keeps a template's body once, however many stacks are made of it, and gives its key. Throws what is none. */
export function keepTemplate(world: World, body: string): string {
	const templateDigest = createHash("sha256").update(body).digest("hex");
	if (world.state.templates[templateDigest] !== undefined) return templateDigest;
	parsed.set(templateDigest, parseTemplate(body));
	world.state.templates[templateDigest] = body;
	return templateDigest;
}

export function bodyOf(world: World, { templateDigest }: Kept): string {
	return world.state.templates[templateDigest] ?? "";
}

/** Parsed once for all the stacks that have it. */
export function templateOf(world: World, kept: Kept): Template {
	const known = parsed.get(kept.templateDigest);
	if (known !== undefined) return known;
	const template = parseTemplate(bodyOf(world, kept));
	if (parsed.size >= PARSED_KEPT) parsed.clear();
	parsed.set(kept.templateDigest, template);
	return template;
}
