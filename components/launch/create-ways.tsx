"use client";

import { useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Mono } from "#components/ui/mono.tsx";
import type { LaunchWay } from "#lib/launch-links/view.ts";
import { postToLink } from "./launch-fetch.ts";

type Way = "console" | "cli" | "terraform";

export type CreateWaysProps = {
	readonly linkId: string;
	readonly accountId: string;
	readonly way: Pick<Extract<LaunchWay, { kind: "create" }>, "url" | "region" | "cliCommand" | "terraform">;
	/** So many boxes are to be ticked in AWS's console. */
	readonly boxes?: 1 | 2;
};

/** One button; beside it the same stack for those who would rather read a command. */
export function CreateWays({ linkId, accountId, way, boxes = 1 }: CreateWaysProps) {
	const id = useId();
	const [shown, setShown] = useState<Exclude<Way, "console"> | null>(null);
	const acted = (by: Way) => void postToLink(linkId, "acted", { way: by });
	const toggle = (which: Exclude<Way, "console">) => setShown(shown === which ? null : which);
	return (
		<div className="flex flex-col gap-3">
			<div className="flex flex-wrap gap-2.5">
				<LinkButton
					href={way.url}
					external
					tone="primary"
					size="big"
					className="max-sm:w-full"
					onClick={() => acted("console")}
				>
					Open in the AWS console
				</LinkButton>
				{COMMANDS.filter(({ which }) => codeOf(way, which) !== "").map(({ which, label }) => (
					<Button
						key={which}
						size="big"
						className="max-sm:flex-1"
						aria-expanded={shown === which}
						aria-controls={id}
						onClick={() => toggle(which)}
					>
						{label}
					</Button>
				))}
			</div>
			<div id={id} className="empty:hidden">
				{shown !== null && (
					// biome-ignore lint/a11y/noStaticElementInteractions: it only listens to the copy button within
					// biome-ignore lint/a11y/useKeyWithClickEvents: a button pressed by keyboard arrives as a click
					<div
						className="flex flex-col gap-2"
						onClick={({ target }) =>
							target instanceof Element && target.closest("button") !== null && acted(shown)
						}
					>
						<p className="text-sm text-ink-2">
							{shown === "cli"
								? "Run this in the account's CloudShell, or with credentials of account "
								: "Put this into a folder of its own and run terraform apply with credentials of account "}
							<Mono>{accountId}</Mono>. It makes the same stack as the button.
						</p>
						<CodeBlock label={shown === "cli" ? "AWS CLI command" : "main.tf"} code={codeOf(way, shown)} />
					</div>
				)}
			</div>
			<p className="text-sm text-ink-2">
				Sign in as somebody who may create IAM roles in this account. The page opens in {way.region} with
				every value filled in; tick {boxes === 1 ? "the acknowledgement" : "both acknowledgements"} and press{" "}
				<b className="text-ink">Create stack</b>.
			</p>
		</div>
	);
}

/** Empty: there is no such way. */
function codeOf({ cliCommand, terraform }: CreateWaysProps["way"], which: Exclude<Way, "console">): string {
	return which === "cli" ? cliCommand : terraform;
}

const COMMANDS = [
	{ which: "cli", label: "AWS CLI" },
	{ which: "terraform", label: "Terraform" },
] as const;
