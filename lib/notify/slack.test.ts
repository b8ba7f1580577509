import { expect, test } from "vitest";
import type { NotifyMessage } from "./port.ts";
import { slackRequest } from "./slack.ts";

const message: NotifyMessage = {
	id: "1",
	kind: "digest",
	title: "312 connectors: STS region disabled",
	lines: ["All in us-east-1.", "Likely one cause."],
	url: "https://rolebridge.example.com/incidents?cause=a&b=c",
	at: new Date("2026-11-22T12:00:00Z"),
	facts: {},
};
const bodyOf = (part: Partial<NotifyMessage>) =>
	JSON.parse(slackRequest("https://hooks.example.com/a", { ...message, ...part }).body);

test("a message has blocks, and the whole text for readers without them", () => {
	const { text, blocks } = bodyOf({});
	expect(blocks.map((block: { text: { text: string } }) => block.text.text)).toEqual([
		"*312 connectors: STS region disabled*",
		"All in us-east-1.\nLikely one cause.",
		"<https://rolebridge.example.com/incidents?cause=a&amp;b=c|Open in Rolebridge>",
	]);
	for (const part of [message.title, ...message.lines]) expect(text).toContain(part);
});

test("no text becomes a link, a mention or a call to a whole channel", () => {
	const evil = "<!channel> & <https://evil.example|click> @here @Channel @everyone <@U123>";
	const { text, blocks } = bodyOf({ title: evil, lines: [evil], url: null });
	const all = text + JSON.stringify(blocks);
	expect(all).not.toMatch(/[<>]/);
	expect(all).not.toMatch(/@(here|channel|everyone)/i);
	expect(all).toContain("&lt;!channel&gt; &amp; ");
});

test("an address cannot end its link early", () => {
	const { text } = bodyOf({ url: "https://a.example/?q=|x>y" });
	expect(text).toContain("<https://a.example/?q=%7Cx&gt;y|Open in Rolebridge>");
});

test("a message of any length keeps within Slack's limits, and cuts no entity in two", () => {
	const { text, blocks } = bodyOf({ title: "t", lines: Array.from({ length: 5_000 }, () => "a & b") });
	for (const block of blocks) expect(block.text.text.length).toBeLessThanOrEqual(3_000);
	expect(text.length).toBeLessThanOrEqual(3_500);
	expect(text).toMatch(/a &amp; b\n…\n</);
});

test("without lines or address there is no empty block: Slack would refuse the message", () => {
	expect(bodyOf({ lines: [], url: null }).blocks).toHaveLength(1);
});
