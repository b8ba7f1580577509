"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { Card } from "#components/ui/card.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Pill } from "#components/ui/pill.tsx";
import { StatusRegion } from "#components/ui/status-region.tsx";
import { relativeWords } from "#components/ui/time-words.ts";
import type { ReportStackLaunch } from "#lib/connectors/report-stack-launch.ts";
import { REPORT_TEMPLATE } from "#lib/domain/cost-report-stack.ts";
import type { ReportStackView } from "#lib/loaders/report-stack-view.ts";
import { LiveErrorNotice } from "./live-error-notice.tsx";
import { LiveProvider } from "./live-provider.tsx";
import { useReportStackView } from "./use-report-stack-view.ts";

type CostReportStackProps = {
	readonly connectorId: string;
	readonly accountId: string;
	readonly bucketName: string;
	readonly launch: ReportStackLaunch;
	readonly live: ReportStackView;
};

/** The report's stack: the ways to make it, and whether its bucket is there. */
export function CostReportStack(props: CostReportStackProps) {
	return (
		<LiveProvider>
			<WatchedStack {...props} />
		</LiveProvider>
	);
}

function WatchedStack({ connectorId, accountId, bucketName, launch, live }: CostReportStackProps) {
	const { view, error } = useReportStackView(connectorId, live);
	useFreshLaunch(launch, view);
	const isSeen = view.state === "seen";
	return (
		<Card
			title="The report's stack"
			subtitle={
				<>
					Stack <Mono wrap>{launch.stackName}</Mono> in {launch.region}.
				</>
			}
			state={isSeen ? "ok" : "wait"}
		>
			<div className="flex flex-col gap-3">
				<div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
					<Pill state={isSeen ? "ok" : "wait"}>{wordOf(view)}</Pill>
					<span className="text-sm text-ink-2">{askedWords(view)}</span>
				</div>
				<StatusRegion>{wordOf(view)}</StatusRegion>
				<p className="text-sm text-ink-2">
					{isSeen ? (
						<>
							A bucket named <Mono wrap>{bucketName}</Mono> exists. That the report is yours and is delivered
							is proven in step 5, by the role itself. AWS delivers a new report within 24 hours; until then
							it counts as waiting, not as failed.
						</>
					) : (
						<>
							Nothing is spoiled by going on: this page asks S3 for the bucket, and step 5 proves the report.
						</>
					)}
				</p>
				<Ways launch={launch} accountId={accountId} isSeen={isSeen} />
				<LiveErrorNotice error={error} />
			</div>
		</Card>
	);
}

function wordOf({ state }: ReportStackView): string {
	return state === "seen" ? "The bucket is there" : "Waiting for the stack";
}

function askedWords({ state, askedAt, now }: ReportStackView): string {
	if (state === "seen") return askedAt === null ? "" : `seen ${relativeWords(askedAt, now)}`;
	return askedAt === null ? "S3 is asked every few seconds" : `S3 was asked ${relativeWords(askedAt, now)}`;
}

function Ways({
	launch: { published, code, ownCliCommand },
	accountId,
	isSeen,
}: Pick<CostReportStackProps, "launch" | "accountId"> & { readonly isSeen: boolean }) {
	return (
		<>
			{published !== null && !isSeen && (
				<div>
					<LinkButton href={published.url} external>
						Launch report template in AWS console
					</LinkButton>
					<p className="mt-1.5 text-sm text-ink-2">
						Sign in to account <Mono>{accountId}</Mono>, press <b className="text-ink">Create stack</b>, come
						back. Every value is filled in.
					</p>
				</div>
			)}
			{published === null && code === "TEMPLATE_NOT_CHECKED" && (
				<Notice tone="wait" title="Checking the template…">
					CloudFormation is asked whether it reads the published template; a link then appears here.
				</Notice>
			)}
			<Disclosure summary={published === null ? "Make it with the AWS CLI" : "With the AWS CLI instead"}>
				<div className="flex flex-col gap-2 text-sm text-ink-2">
					{published === null ? (
						<p>
							The template is not published in this installation's bucket. Download{" "}
							<a href={`/templates/${REPORT_TEMPLATE.file}`} download={REPORT_TEMPLATE.file}>
								{REPORT_TEMPLATE.file}
							</a>{" "}
							and run this beside it, with credentials of account <Mono>{accountId}</Mono>.
						</p>
					) : (
						<p>
							Run this with credentials of account <Mono>{accountId}</Mono>, or in its CloudShell.
						</p>
					)}
					<CodeBlock label="AWS CLI command of the report" code={published?.cliCommand ?? ownCliCommand} />
				</div>
			</Disclosure>
			<Disclosure summary="If the stack failed">
				<p className="text-sm text-ink-2">
					It then takes back what it made. Read the reason in the stack's Events, delete the stack, and create
					it again by the same link. Making reports needs permissions for S3 and{" "}
					<Mono>cur:PutReportDefinition</Mono> or <Mono>bcm-data-exports:CreateExport</Mono>.
				</p>
			</Disclosure>
		</>
	);
}

/** When a link becomes ready, the server is asked for the page anew. */
function useFreshLaunch(
	launch: ReportStackLaunch,
	{ launchReady, launchCode, state }: ReportStackView,
): void {
	const router = useRouter();
	const isOld =
		state === "waiting" && (launchReady !== (launch.published !== null) || launchCode !== launch.code);
	const wanted = isOld ? `${launchReady} ${launchCode}` : null;
	useEffect(() => {
		if (wanted !== null) router.refresh();
	}, [wanted, router]);
}
