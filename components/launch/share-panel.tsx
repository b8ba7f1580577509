"use client";

import { useState } from "react";
import { buttonClass } from "#components/ui/button-class.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { CheckWords } from "./check-words.tsx";
import { type MessageFacts, mailtoHref, messageText } from "./message-text.ts";
import { QrCode } from "./qr-code.tsx";

/** The new link, in every form in which it may be handed over; it is shown this once. */
export function SharePanel(facts: MessageFacts) {
	const [message] = useState(() => messageText(facts));
	return (
		<div className="flex flex-col gap-4">
			<Notice tone="info" title="Copy it now: it is shown this once">
				Rolebridge keeps only a hash of its secret. A link that is lost is revoked here and made anew.
			</Notice>
			<CopyField label="Launch link" value={facts.url} />
			<div className="flex flex-wrap items-start gap-4">
				<QrCode value={facts.url} label="QR code of the launch link" />
				<div className="flex min-w-0 flex-1 basis-52 flex-col gap-3">
					<CheckWords words={facts.checkWords}>
						The page behind the link shows the same. Say them by telephone, and both of you know that it is
						this request.
					</CheckWords>
				</div>
			</div>
			<Disclosure summary="E-mail to go with it">
				<CodeBlock label={message.subject} code={message.body} />
			</Disclosure>
			<div>
				<a href={mailtoHref(message)} className={buttonClass("default")}>
					Write the e-mail
				</a>
			</div>
		</div>
	);
}
