import { createHmac } from "node:crypto";
import type { NotifyMessage } from "./port.ts";
import type { SafeRequest } from "./safe-fetch.ts";

type WebhookTarget = { readonly url: string; readonly secret: string };

/** The request that tells a webhook; docs/notifications.md tells receivers how to verify it. */
export function webhookRequest(target: WebhookTarget, message: NotifyMessage, sentAt: Date): SafeRequest {
	const body = JSON.stringify({
		version: 1,
		id: message.id,
		kind: message.kind,
		title: message.title,
		lines: message.lines,
		url: message.url,
		at: message.at.toISOString(),
		facts: message.facts,
	});
	return {
		url: target.url,
		headers: {
			"content-type": "application/json",
			"user-agent": "Rolebridge",
			"rolebridge-delivery": headerValue(message.id),
			"rolebridge-signature": signature(target.secret, body, sentAt),
		},
		body,
	};
}

/** `t=<seconds since 1970>,v1=<hex HMAC-SHA256 of "<t>.<body>">`. */
function signature(secret: string, body: string, sentAt: Date): string {
	const seconds = Math.floor(sentAt.getTime() / 1_000);
	return `t=${seconds},v1=${createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex")}`;
}

function headerValue(text: string): string {
	return text.replace(/[^\x21-\x7e]/g, "-");
}
