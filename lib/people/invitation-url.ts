/**
 * An invitation's link. The secret stands in the fragment, which no browser sends: no proxy, log or referrer sees it.
 * Without a public URL it begins at the path; whoever shows it adds their own origin.
 */
export function invitationUrl(
	publicUrl: string | null,
	{ id, secret }: { readonly id: string; readonly secret: string },
): string {
	const path = `/invitation/${encodeURIComponent(id)}#${encodeURIComponent(secret)}`;
	return publicUrl === null ? path : new URL(path, publicUrl).href;
}
