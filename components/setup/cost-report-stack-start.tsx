"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { startReportStackAction } from "#lib/actions/setup-actions.ts";
import type { CostReportType } from "#lib/domain/connector.ts";
import type { Failure } from "#lib/domain/failures.ts";
import { failureOf } from "./action-failure.ts";
import { ActionFailureNotice } from "./action-failure-notice.tsx";

type CostReportStackStartProps = {
	readonly connectorId: string;
	readonly version: number;
	/** Who will read it: "Harness". */
	readonly reader: string;
};

/** Where there is no report yet: one stack makes it, its bucket and the bucket's policy. */
export function CostReportStackStart({ connectorId, version, reader }: CostReportStackStartProps) {
	const router = useRouter();
	const [isStarting, start] = useTransition();
	const [failure, setFailure] = useState<Failure | "unreachable" | null>(null);
	const begin = (reportType: CostReportType) =>
		start(async () => {
			const why = await failureOf(() => startReportStackAction({ connectorId, version, reportType }));
			setFailure(why);
			if (why === null) router.refresh();
		});
	return (
		<Card
			title="No report yet? Make one in one stack"
			subtitle="A CloudFormation stack makes the report, its S3 bucket and the bucket's policy."
		>
			<div className="flex flex-col gap-3">
				<p className="text-sm text-ink-2">
					Every setting is as {reader} needs it, and both names are filled in below. The bucket is closed to
					the public, only AWS's billing services may write to it, and it stays when the stack is deleted.
				</p>
				<div className="flex flex-wrap gap-2.5">
					<Button onClick={() => begin("CUR2.0")} disabled={isStarting}>
						Make a CUR 2.0 export
					</Button>
					<Button onClick={() => begin("CUR1.0")} disabled={isStarting}>
						Make a CUR 1.0 report
					</Button>
				</div>
				<ActionFailureNotice failure={failure} />
			</div>
		</Card>
	);
}
