/** What of a browser a sign-in needs: cookies by origin, and redirects that a test can look at. */
export type SmallBrowser = {
	/** One request, without following where it leads. */
	go(url: string, init?: RequestInit): Promise<Response>;
	/** Follows redirects until a page, or until `stop` likes the address; answers where it ended. */
	follow(
		url: string,
		stop?: (url: URL) => boolean,
	): Promise<{ readonly url: URL; readonly response: Response | null }>;
	readonly cookies: Map<string, Map<string, string>>;
};

const MAX_HOPS = 20;
/** What a browser says of a redirect that came by another site. */
const CROSS_SITE = { "sec-fetch-site": "cross-site" };

function asRecord(headers: HeadersInit | undefined): Readonly<Record<string, string>> {
	return Object.fromEntries(new Headers(headers));
}

export function smallBrowser(): SmallBrowser {
	const cookies: SmallBrowser["cookies"] = new Map();
	const go: SmallBrowser["go"] = async (url, init = {}) => {
		const { origin } = new URL(url);
		const jar = cookies.get(origin) ?? new Map<string, string>();
		cookies.set(origin, jar);
		const headers = new Headers({ "sec-fetch-site": "same-origin", ...asRecord(init.headers) });
		if (jar.size > 0) headers.set("cookie", [...jar].map(([name, value]) => `${name}=${value}`).join("; "));
		const response = await fetch(url, { ...init, headers, redirect: "manual" });
		for (const line of response.headers.getSetCookie()) keep(jar, line);
		return response;
	};
	return {
		go,
		cookies,
		async follow(from, stop = () => false) {
			let url = new URL(from);
			for (let hop = 0; hop < MAX_HOPS; hop += 1) {
				if (stop(url)) return { url, response: null };
				const response = await go(url.href, hop === 0 ? {} : { headers: CROSS_SITE });
				const location = response.headers.get("location");
				if (location === null) return { url, response };
				url = new URL(location, url);
			}
			throw new Error(`There was no end of redirects; the last was to ${url.href}.`);
		},
	};
}

function keep(jar: Map<string, string>, line: string): void {
	const [pair = ""] = line.split(";");
	const at = pair.indexOf("=");
	const name = pair.slice(0, at);
	const isOver = /;\s*max-age=0(;|$)/i.test(line) || /;\s*expires=thu, 01 jan 1970/i.test(line);
	if (isOver) jar.delete(name);
	else jar.set(name, pair.slice(at + 1));
}
