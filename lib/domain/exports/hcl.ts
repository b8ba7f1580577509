/** An expression that is written as it is: a reference, a call. Never made of a person's text. */
export type HclCode = { readonly code: string };
export type HclValue =
	| string
	| number
	| boolean
	| null
	| HclCode
	| readonly HclValue[]
	| { readonly object: Readonly<Record<string, HclValue>> };

export type HclItem =
	| { readonly kind: "attribute"; readonly name: string; readonly value: HclValue }
	| {
			readonly kind: "block";
			readonly type: string;
			readonly labels: readonly string[];
			readonly body: HclBody;
	  }
	| { readonly kind: "comment"; readonly text: string };
/** Groups with an empty line between them; an empty group is left out. */
export type HclBody = readonly (readonly HclItem[])[];

/** @example attribute("region", "us-east-1") // region = "us-east-1" */
export function attribute(name: string, value: HclValue): HclItem {
	return { kind: "attribute", name, value };
}

/** @example block("resource", ["aws_iam_role", "reader"], [attribute("name", "Reader")]) */
export function block(type: string, labels: readonly string[], ...body: HclBody): HclItem {
	return { kind: "block", type, labels, body };
}

/** Each line of the text becomes a line of comment; whatever else ends a line becomes a space. */
export function comment(text: string): HclItem {
	return { kind: "comment", text };
}

/** An expression as it stands, unquoted: only for text of our own. @example code("aws_iam_role.reader.arn") */
export function code(text: string): HclCode {
	return { code: text };
}

/** A map in braces, its keys in the order given. @example object({ team: "billing" }) // { team = "billing" } */
export function object(entries: Readonly<Record<string, HclValue>>): HclValue {
	return { object: entries };
}

/**
 * A file of HCL as `terraform fmt` leaves it: two spaces a level, equals signs of neighbouring lines under each
 * other. Every text is quoted by hclString().
 *
 * @example hclFile([[block("provider", ["aws"], [attribute("region", "us-east-1")])]])
 * @see https://developer.hashicorp.com/terraform/language/style
 */
export function hclFile(body: HclBody): string {
	return `${bodyLines(body).join("\n")}\n`;
}

function bodyLines(body: HclBody): readonly string[] {
	const groups = body.filter((group) => group.length > 0).map(groupLines);
	return groups.flatMap((lines, index) => (index === 0 ? lines : ["", ...lines]));
}

function groupLines(group: readonly HclItem[]): readonly string[] {
	const entries = group.map((item): Entry => {
		if (item.kind === "comment") return { lines: commentLines(item.text) };
		if (item.kind === "block") return { lines: blockLines(item) };
		return { name: item.name, lines: valueLines(item.value) };
	});
	return aligned(entries);
}

function commentLines(text: string): readonly string[] {
	const lines = text.toWellFormed().split("\n");
	return lines.map((line) => `# ${line.replaceAll(UNSEEN, " ")}`.trimEnd());
}

/** Control characters and the other ends of a line, which would end the comment too. */
const UNSEEN = /[\p{Cc}\u2028\u2029]/gu;

function blockLines({ type, labels, body }: Extract<HclItem, { kind: "block" }>): readonly string[] {
	const head = [type, ...labels.map(hclString)].join(" ");
	const inner = bodyLines(body);
	return inner.length === 0 ? [`${head} {}`] : [`${head} {`, ...inner.map(indented), "}"];
}

/** With a name: `name = ` goes before the first line. */
type Entry = { readonly name?: string; readonly lines: readonly string[] };

/** Only neighbours of one line each are put under each other: that is how `terraform fmt` has it. */
function aligned(entries: readonly Entry[]): readonly string[] {
	const isChained = (entry: Entry | undefined) => entry?.name !== undefined && entry.lines.length === 1;
	const widths = new Array<number>(entries.length).fill(0);
	for (let start = 0; start < entries.length; ) {
		let end = start;
		while (end < entries.length && isChained(entries[end])) end++;
		const width = Math.max(0, ...entries.slice(start, end).map(({ name = "" }) => columns(name)));
		widths.fill(width, start, end);
		start = end + 1;
	}
	return entries.flatMap(({ name, lines }, index) => {
		const [first = "", ...rest] = lines;
		if (name === undefined) return lines;
		return [`${name}${" ".repeat(Math.max(0, (widths[index] ?? 0) - columns(name)))} = ${first}`, ...rest];
	});
}

function columns(text: string): number {
	return [...text].length;
}

function valueLines(value: HclValue): readonly string[] {
	if (value === null || typeof value === "number" || typeof value === "boolean") return [String(value)];
	if (typeof value === "string") return [hclString(value)];
	if ("code" in value) return value.code.split("\n");
	if ("object" in value) return objectLines(value.object);
	const items = value.map(valueLines);
	if (items.every((lines) => lines.length === 1) && items.length < MANY) {
		return [`[${items.flat().join(", ")}]`];
	}
	return ["[", ...items.flatMap((lines) => withComma(lines).map(indented)), "]"];
}

/** A list of so many is written one a line. */
const MANY = 6;

function objectLines(entries: Readonly<Record<string, HclValue>>): readonly string[] {
	const names = Object.keys(entries);
	if (names.length === 0) return ["{}"];
	const lines = aligned(
		names.map((name) => ({
			name: IDENTIFIER.test(name) ? name : hclString(name),
			lines: valueLines(entries[name] ?? null),
		})),
	);
	return ["{", ...lines.map(indented), "}"];
}

/** Other names are quoted, these words too: `null = 1` or `for = 1` would be read as something else. */
const IDENTIFIER = /^(?!(?:null|true|false|for|if|in)$)[A-Za-z][A-Za-z0-9_]*$/;

function withComma(lines: readonly string[]): readonly string[] {
	return lines.map((line, index) => (index === lines.length - 1 ? `${line},` : line));
}

function indented(line: string): string {
	return line === "" ? "" : `  ${line}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
	"\\": "\\\\",
	'"': '\\"',
	"\n": "\\n",
	"\r": "\\r",
	"\t": "\\t",
};

/**
 * A quoted HCL string that stands for exactly this text: `${` and `%{` stay text, quotes, line ends
 * and control characters are escaped. Throws a RangeError for a lone surrogate.
 *
 * @example hclString('a"${b}') // '"a\\"$${b}"'
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings
 */
export function hclString(text: string): string {
	if (!text.isWellFormed()) throw new RangeError("a lone surrogate cannot stand in an HCL string");
	const escaped = text
		.replace(/["\\\p{Cc}\u2028\u2029]/gu, (character) => ESCAPES[character] ?? unicode(character))
		.replace(/([$%]+)\{/g, (_, run: string) => escapeTemplateMark(run));
	return `"${escaped}"`;
}

/** Only the last mark opens a template; those before it are written so that none can pair up. */
function escapeTemplateMark(run: string): string {
	const last = run.slice(-1);
	return `${Array.from(run.slice(0, -1), unicode).join("")}${last}${last}{`;
}

function unicode(character: string): string {
	return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/**
 * A quoted template of texts and expressions. Texts stand for exactly themselves.
 *
 * @example hclTemplate(["AWSConnector_", code("account.id")]).code // '"AWSConnector_${account.id}"'
 */
export function hclTemplate(parts: readonly (string | HclCode)[]): HclCode {
	const inner = parts.map((part) =>
		// A "$" or "%" at the end of a text would join the next part's brace.
		typeof part === "string"
			? hclString(part)
					.slice(1, -1)
					.replace(/[$%]+$/, escapedMarks)
			: `\${${part.code}}`,
	);
	return code(`"${inner.join("")}"`);
}

function escapedMarks(marks: string): string {
	return Array.from(marks, unicode).join("");
}
