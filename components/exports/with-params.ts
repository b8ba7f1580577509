/** An address with these parameters in place of what it had under their names. */
export function withParams(href: string, params: Readonly<Record<string, string>>): string {
	const [path = "", search = ""] = href.split("?");
	const all = new URLSearchParams(search);
	for (const [name, value] of Object.entries(params)) all.set(name, value);
	return `${path}?${all}`;
}
