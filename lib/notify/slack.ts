import type { NotifyMessage } from "./port.ts";
import type { SafeRequest } from "./safe-fetch.ts";

/** Slack takes 3,000 characters in a section; a message that needs more has a page to open. */
const SECTION_LIMIT = 2_900;
const FALLBACK_LIMIT = 3_500;

/**
 * The request for an incoming webhook of Slack or of what understands its messages: blocks for Slack, and the whole
 * text for those that show only `text` (Mattermost, Rocket.Chat).
 *
 * @see https://docs.slack.dev/messaging/formatting-message-text
 */
export function slackRequest(url: string, message: NotifyMessage): SafeRequest {
	const title = `*${escapeSlack(message.title)}*`;
	const lines = boundedLines(message.lines.map(escapeSlack));
	const link = linkOf(message.url);
	const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });
	const body = {
		text: [title, lines, link].filter(Boolean).join("\n").slice(0, FALLBACK_LIMIT),
		blocks: [section(title.slice(0, SECTION_LIMIT)), ...[lines, link].filter(Boolean).map(section)],
		unfurl_links: false,
	};
	return {
		url,
		headers: { "content-type": "application/json", "user-agent": "Rolebridge" },
		body: JSON.stringify(body),
	};
}

/** Slack's three control characters; and no text of ours calls a whole channel. */
function escapeSlack(text: string): string {
	return text
		.replaceAll("&", "&amp;")
		.replaceAll("<", "&lt;")
		.replaceAll(">", "&gt;")
		.replace(/@(?=channel|here|everyone|all)/gi, "@\u200b");
}

function linkOf(url: string | null): string {
	if (url === null) return "";
	// What would end the link early is encoded; the address means the same.
	const address = escapeSlack(url).replaceAll("|", "%7C");
	return `<${address}|Open in Rolebridge>`;
}

/** Whole lines only, so that no entity is cut in two. */
function boundedLines(lines: readonly string[]): string {
	const kept: string[] = [];
	let length = 0;
	for (const line of lines) {
		length += line.length + 1;
		if (length > SECTION_LIMIT) return [...kept, "…"].join("\n");
		kept.push(line);
	}
	return kept.join("\n");
}
