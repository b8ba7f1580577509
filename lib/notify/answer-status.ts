import { failed, ok, type Result } from "#lib/domain/result.ts";
import type { SafeAnswer } from "./safe-fetch.ts";

const SHOWN_BODY = 200;

/**
 * What came of a message, from the receiver's answer: 2xx took it, everything else did not, redirects included.
 *
 * @param secrets what must not be shown, should the answer repeat it
 */
export function answerStatus(answer: SafeAnswer, secrets: readonly string[]): Result<{ status: string }> {
	const status = oneLine(`HTTP ${answer.status} ${answer.statusText}`, 100);
	if (answer.status >= 200 && answer.status < 300) return ok({ status });
	const said = oneLine(withoutSecrets(answer.body, secrets), SHOWN_BODY);
	const isRedirect = answer.status >= 300 && answer.status < 400;
	const why = isRedirect ? "redirects are not followed" : said;
	return failed({ code: "NOTIFY_REFUSED", detail: why === "" ? status : `${status}: ${why}` });
}

function withoutSecrets(text: string, secrets: readonly string[]): string {
	return secrets
		.filter((secret) => secret.length > 0)
		.reduce((rest, secret) => rest.replaceAll(secret, "[removed]"), text);
}

/** One line of printable text of bounded length. */
export function oneLine(text: string, maxLength: number): string {
	const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
	return line.length > maxLength ? `${line.slice(0, maxLength - 1)}…` : line;
}
