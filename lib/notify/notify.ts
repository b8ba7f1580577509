import { failed, ok, type Result } from "#lib/domain/result.ts";
import { parseAllowedHosts } from "./allowed-hosts.ts";
import { answerStatus } from "./answer-status.ts";
import { createMailer } from "./email.ts";
import type { Notify } from "./port.ts";
import { type Resolve, resolveOutgoing, systemResolve } from "./resolve-outgoing.ts";
import { type SafeFetchOptions, type SafeRequest, safeRequest } from "./safe-fetch.ts";
import { slackRequest } from "./slack.ts";
import { webhookRequest } from "./webhook.ts";

export type NotifyOptions = {
	/** ROLEBRIDGE_ALLOWED_OUTGOING_HOSTS, as it stands in the environment. */
	readonly allowedHosts?: string;
	/** Null: e-mail is not set up. */
	readonly mail?: { readonly smtpUrl: string; readonly from: string } | null;
	readonly resolve?: Resolve;
	readonly now?: () => Date;
	readonly connectTimeoutMs?: number;
	readonly totalTimeoutMs?: number;
};

const MAX_ANSWER_BYTES = 64 * 1_024;

/** @throws for the operator when the allow-list or the sender is malformed. */
export function createNotify(options: NotifyOptions = {}): Notify {
	const timeouts = {
		connectTimeoutMs: options.connectTimeoutMs ?? 3_000,
		totalTimeoutMs: options.totalTimeoutMs ?? 10_000,
	};
	const guard: SafeFetchOptions = {
		...timeouts,
		allowed: parseAllowedHosts(options.allowedHosts ?? ""),
		resolve: options.resolve ?? systemResolve,
		maxAnswerBytes: MAX_ANSWER_BYTES,
	};
	const mailer = options.mail ? createMailer({ ...options.mail, ...timeouts }) : null;
	const now = options.now ?? (() => new Date());
	return {
		async check(target) {
			if (target.kind === "email") return mailer === null ? noMail() : ok(true);
			const resolved = await resolveOutgoing(guard, target.url);
			return resolved.ok ? ok(true) : resolved;
		},
		async send(target, message, signal) {
			switch (target.kind) {
				case "webhook":
					return post(guard, webhookRequest(target, message, now()), signal, [target.secret]);
				case "slack":
					return post(guard, slackRequest(target.url, message), signal, []);
				case "email":
					return mailer === null ? noMail() : mailer.send(target.to, message, signal);
				default:
					return target satisfies never;
			}
		},
	};
}

async function post(
	guard: SafeFetchOptions,
	request: SafeRequest,
	signal: AbortSignal | undefined,
	secrets: readonly string[],
): Promise<Result<{ readonly status: string }>> {
	const answer = await safeRequest(guard, { ...request, ...(signal && { signal }) });
	if (!answer.ok) return answer;
	const { pathname, search } = new URL(request.url);
	const path = `${pathname}${search}`;
	return answerStatus(answer.value, [...secrets, request.url, ...(path.length > 8 ? [path] : [])]);
}

function noMail() {
	return failed({ code: "NOTIFY_MAIL_NOT_CONFIGURED" } as const);
}
