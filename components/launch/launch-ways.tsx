import { StackWays } from "#components/lifecycle/stack-ways.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { FAILURES } from "#lib/domain/failures.ts";
import type { LaunchWay, ReceiverView, UndoView } from "#lib/launch-links/view.ts";
import { CreateWays } from "./create-ways.tsx";
import { IfAwsRefuses } from "./if-aws-refuses.tsx";
import { ReportActed } from "./report-acted.tsx";

/** The one thing to do next, and the same for those who would rather type it. */
export function LaunchWays({ view }: { readonly view: ReceiverView }) {
	const { id, way, account, sender } = view;
	switch (way.kind) {
		case "create":
			return (
				<div className="flex flex-col gap-2">
					<CreateWays linkId={id} accountId={account.id} way={way} />
					<IfAwsRefuses view={view} />
				</div>
			);
		case "update":
			return (
				<ReportActed linkId={id}>
					<StackWays stack={{ change: way.change, failure: null }} />
				</ReportActed>
			);
		case "remove":
			return (
				<ReportActed linkId={id}>
					<RemoveWays removal={way.removal} />
				</ReportActed>
			);
		case "not-ready":
			return <NotReady code={way.code} senderName={sender.name} />;
		default:
			return way satisfies never;
	}
}

function RemoveWays({ removal }: { readonly removal: UndoView }) {
	return (
		<div className="flex flex-col gap-4">
			<div>
				<LinkButton href={removal.stackUrl} external tone="primary" size="big">
					Open the stack in the AWS console
				</LinkButton>
			</div>
			<p className="text-sm text-ink-2">
				Stack <Mono>{removal.stackName}</Mono> in {removal.region}
				{!removal.isKnown && ". The list of stacks opens, narrowed to this name"}. Choose{" "}
				<b className="text-ink">Delete</b> and confirm. This page notices by itself.
			</p>
			<CodeBlock label="The same by the AWS CLI" code={removal.cliCommand} />
		</div>
	);
}

export function NotReady({
	code,
	senderName,
}: {
	readonly code: Extract<LaunchWay, { kind: "not-ready" }>["code"];
	readonly senderName: string;
}) {
	if (code === "TEMPLATE_NOT_CHECKED") {
		return (
			<Notice tone="wait" title="Getting the button ready…">
				AWS is asked whether the template takes every value. The button appears here in a few seconds.
			</Notice>
		);
	}
	return (
		<Notice tone="wait" title="There is nothing for you to do yet">
			{senderName} has to put something right first: {FAILURES[code].title}. Come back later; the button
			appears here by itself.
		</Notice>
	);
}
