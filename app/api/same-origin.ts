/**
 * Whether a browser sent this from one of our own pages. Browsers that do not tell (plain http on a network)
 * still send Origin with every POST.
 */
export function isSameOrigin(request: Request): boolean {
	const site = request.headers.get("sec-fetch-site");
	if (site !== null) return site === "same-origin";
	const origin = URL.parse(request.headers.get("origin") ?? "");
	// A page elsewhere cannot set the forwarded host without being asked first.
	const host = request.headers.get("x-forwarded-host") ?? request.headers.get("host");
	return origin !== null && host !== null && origin.host === host;
}
