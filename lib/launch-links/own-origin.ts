type HeadersLike = { get(name: string): string | null };

/**
 * Where the asker reached us, for an installation that was not told its public address. Only the asker's own link is
 * made with it.
 *
 * @example ownOrigin(new Headers({ host: "localhost:3000" })) // "http://localhost:3000"
 */
export function ownOrigin(headers: HeadersLike): string {
	const host = headers.get("x-forwarded-host") ?? headers.get("host") ?? "localhost";
	const scheme = headers.get("x-forwarded-proto")?.split(",")[0]?.trim() === "https" ? "https" : "http";
	return URL.parse(`${scheme}://${host}`)?.origin ?? "http://localhost";
}
