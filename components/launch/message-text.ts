import { absoluteWords } from "#components/ui/time-words.ts";

export type MessageFacts = {
	readonly url: string;
	/** 12 digits. */
	readonly accountId: string;
	/** Milliseconds since 1970. */
	readonly expiresAt: number;
	readonly checkWords: readonly string[];
	readonly senderName: string;
};

export type Message = { readonly subject: string; readonly body: string };

/** What the sender may write to the receiver: who asks for what, that nothing is at stake by reading, how to check it. */
export function messageText({ url, accountId, expiresAt, checkWords, senderName }: MessageFacts): Message {
	const account = accountId.replace(/(\d{4})(?=\d)/g, "$1 ");
	return {
		subject: `A request about AWS account ${account}`,
		body: [
			"Hello,",
			`I have a request about AWS account ${account}. This page says what is asked for, every permission with its reason, and how to undo it:`,
			url,
			"Reading it changes nothing. It asks for no password and no key; what you decide to do, you do in AWS yourself. You can also decline there, or offer less.",
			`It works until ${absoluteWords(expiresAt)}. The page shows these check words; if yours differ, it is not my request: ${checkWords.join(", ")}`,
			senderName,
		].join("\n\n"),
	};
}

/** Opens the sender's own mail program with the message; the server sees none of it. */
export function mailtoHref({ subject, body }: Message): string {
	// RFC 6068: spaces as %20 and line breaks as CRLF, which URLSearchParams would not write.
	const encode = (text: string) => encodeURIComponent(text.replace(/\n/g, "\r\n"));
	return `mailto:?subject=${encode(subject)}&body=${encode(body)}`;
}
