"use client";

import { useRouter } from "next/navigation";
import { lazy, Suspense } from "react";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { FailureCode } from "#lib/domain/failures.ts";

const LaunchRefused = lazy(async () => ({ default: (await import("./launch-refused.tsx")).LaunchRefused }));

/** What the ways to make the role have in common; the page's part of lib/connectors/launch.ts. */
export type LaunchLink = {
	readonly url: string;
	readonly cliCommand: string;
	readonly ownCliCommand: string;
	readonly terraform: string;
	readonly region: string;
	/** Its role lets in Harness, and we are not Harness. */
	readonly usesHarnessTemplate: boolean;
	/** Where the link first signs in; empty: nowhere. */
	readonly portalUrl: string;
};

/** `link` is null while none may be handed out, for the reason of `code`. */
export type LaunchState = {
	readonly link: LaunchLink | null;
	readonly code: FailureCode | null;
	/** The way that is left where the template is in no bucket. */
	readonly byFile?: { readonly command: string; readonly templatePath: string } | null;
};

type RoleLaunchProps = {
	readonly launch: LaunchState;
	/** The role is there: the link is no longer the next thing to press. */
	readonly isDone: boolean;
	readonly onLaunch: () => void;
};

export function RoleLaunch({ launch, isDone, onLaunch }: RoleLaunchProps) {
	const { link, code } = launch;
	if (link === null) return <NoLinkYet launch={launch} code={code ?? "TEMPLATE_NOT_CHECKED"} />;
	return (
		<div className="flex flex-col gap-3">
			<div>
				<LinkButton
					href={link.url}
					tone={isDone ? "default" : "primary"}
					size="big"
					external
					onClick={onLaunch}
				>
					Launch template in AWS console
				</LinkButton>
			</div>
			<p className="text-sm text-ink-2">
				Opens {link.region} with every value filled in
				{link.portalUrl !== "" && `, after signing in at ${link.portalUrl}`}. Tick the acknowledgement, press{" "}
				<b className="text-ink">Create stack</b>, come back.
			</p>
			{link.usesHarnessTemplate && <HarnessTemplateNotice command={link.ownCliCommand} />}
		</div>
	);
}

function NoLinkYet({ launch, code }: { readonly launch: LaunchState; readonly code: FailureCode }) {
	const { byFile = null } = launch;
	return (
		<div className="flex flex-col gap-3">
			<NoLink code={code} />
			{byFile !== null && (
				<>
					<p className="text-sm text-ink-2">
						Download{" "}
						<a href={byFile.templatePath} download>
							{byFile.templatePath.split("/").at(-1)}
						</a>{" "}
						and run this beside it, with credentials of the account. Then press{" "}
						<b className="text-ink">The stack is complete</b>.
					</p>
					<CodeBlock label="AWS CLI command" code={byFile.command} />
				</>
			)}
		</div>
	);
}

/** Why there is no link, and that it comes by itself where it does. */
export function NoLink({ code }: { readonly code: FailureCode }) {
	const router = useRouter();
	if (code === "TEMPLATE_NOT_CHECKED") {
		return (
			<Notice tone="wait" live="status" title="Checking the template…">
				CloudFormation is asked whether the template takes every value of the link. This takes a few seconds;
				the link then appears here.
			</Notice>
		);
	}
	if (code === "DESTINATION_EXTERNAL_ID_MISSING") {
		return (
			<Notice tone="info" live="status" title="The external ID comes first">
				Paste it above and save it; the role asks for it, so the link appears then.
			</Notice>
		);
	}
	return (
		<Suspense>
			<LaunchRefused code={code} onAskAgain={() => router.refresh()} />
		</Suspense>
	);
}

function HarnessTemplateNotice({ command }: { readonly command: string }) {
	return (
		<Notice tone="warn" title="This link uses Harness's published template">
			<p>
				A role made by it lets in Harness only. Rolebridge cannot test such a role; its health then rests on
				Harness's own test. With Rolebridge's template the role also lets Rolebridge look, so everything is
				proven.
			</p>
			<Disclosure summary="Use Rolebridge's template instead">
				<p>
					Download{" "}
					<a href="/templates/harness-ccm-role.yaml" download="harness-ccm-role.yaml">
						harness-ccm-role.yaml
					</a>{" "}
					and run this beside it. Whoever looks after this installation can also upload it, in Settings, so
					that links use it.
				</p>
				<CodeBlock label="AWS CLI command" code={command} className="mt-2" />
			</Disclosure>
		</Notice>
	);
}

type ByCommandProps = {
	readonly launch: LaunchState;
	readonly kind: "cli" | "terraform";
	readonly accountId: string;
};

/** The same stack by the AWS CLI or Terraform. */
export function RoleByCommand({ launch, kind, accountId }: ByCommandProps) {
	const { link, code } = launch;
	if (link === null) return <NoLinkYet launch={launch} code={code ?? "TEMPLATE_NOT_CHECKED"} />;
	return (
		<div className="flex flex-col gap-3">
			<p className="text-sm text-ink-2">
				{kind === "cli" ? (
					<>
						Run this with credentials of account <Mono>{accountId}</Mono>, or in that account's CloudShell.
					</>
				) : (
					<>
						Put this into a folder of its own and run <Mono>terraform apply</Mono> with credentials of account{" "}
						<Mono>{accountId}</Mono>.
					</>
				)}{" "}
				It makes the same stack as the link. Then press <b className="text-ink">The stack is complete</b>.
			</p>
			<CodeBlock
				label={kind === "cli" ? "AWS CLI command" : "main.tf"}
				code={kind === "cli" ? link.cliCommand : link.terraform}
			/>
			{link.usesHarnessTemplate && <HarnessTemplateNotice command={link.ownCliCommand} />}
		</div>
	);
}
