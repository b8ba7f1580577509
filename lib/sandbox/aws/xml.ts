/** Markup that is already escaped. */
class Xml {
	readonly text: string;

	constructor(text: string) {
		this.text = text;
	}
}

export type XmlValue =
	| string
	| number
	| boolean
	| Date
	| Xml
	| null
	| undefined
	| readonly XmlValue[]
	| { readonly [element: string]: XmlValue };

function escapeXml(text: string): string {
	return text
		.replaceAll("&", "&amp;")
		.replaceAll("<", "&lt;")
		.replaceAll(">", "&gt;")
		.replaceAll('"', "&quot;")
		.replaceAll("\r", "&#13;");
}

/** Objects become elements, lists become `<item>` children of their element, nothing becomes nothing. */
export function toXml(value: XmlValue, item = "member"): string {
	if (value === null || value === undefined) return "";
	if (value instanceof Xml) return value.text;
	if (value instanceof Date) return value.toISOString();
	if (Array.isArray(value)) return value.map((entry) => `<${item}>${toXml(entry, item)}</${item}>`).join("");
	if (typeof value !== "object") return escapeXml(String(value));
	return Object.entries(value)
		.filter(([, child]) => child !== undefined && child !== null)
		.map(([name, child]) => `<${name}>${toXml(child, item)}</${name}>`)
		.join("");
}

/** S3's way to write lists: the element itself repeats. */
export function repeat(name: string, values: readonly XmlValue[]): Xml {
	return new Xml(values.map((value) => `<${name}>${toXml(value)}</${name}>`).join(""));
}
