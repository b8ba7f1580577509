/** Where a person lands who asked for no page in particular. */
export const HOME_PATH = "/";

const UNSAFE = /[\\\s\p{Cc}]/u;

/**
 * The page to go back to after signing in, from `?next=`. Only a path of this installation is taken:
 * one slash, then neither a second one nor a backslash, which browsers read as another host.
 *
 * @example returnPath("/connectors/7f3a?tab=audit") // "/connectors/7f3a?tab=audit"
 * @example returnPath("//evil.example/") // "/"
 */
export function returnPath(next: string | null | undefined): string {
	if (next === null || next === undefined || next.length > 2_048) return HOME_PATH;
	const isOurs = next.startsWith("/") && !next.startsWith("//") && !UNSAFE.test(next);
	const leadsNowhere = /^\/(sign-in|api)(?![\w-])/.test(next);
	return isOurs && !leadsNowhere ? next : HOME_PATH;
}
