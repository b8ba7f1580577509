import "server-only";
import { env } from "#lib/env.ts";

/** Without a mail server there is no reset by e-mail, and the page says what there is instead. */
export function canSendMail(): boolean {
	return env.SMTP_URL !== undefined && env.ROLEBRIDGE_MAIL_FROM !== undefined;
}
