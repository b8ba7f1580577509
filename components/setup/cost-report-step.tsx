import { AccountNumber } from "#components/ui/account-number.tsx";
import { saveCostReportAction } from "#lib/actions/setup-actions.ts";
import type { Connector, CostReport } from "#lib/domain/connector.ts";
import { neighbourStep } from "#lib/domain/setup.ts";
import type { CostReportForm as Values } from "#lib/schemas/cost-report-schema.ts";
import { CostReportAside } from "./cost-report-aside.tsx";
import { CostReportChecklist } from "./cost-report-checklist.tsx";
import { CostReportForm } from "./cost-report-form.tsx";
import { type Draft, draftChoice, draftText } from "./draft-values.ts";
import { StepFrame } from "./step-frame.tsx";

/** A connector whose report may cover others. */
export type Payer = {
	readonly id: string;
	readonly name: string;
	readonly awsAccountId: string;
	readonly report: string;
	readonly bucket: string;
};

export type CostReportStepProps = {
	readonly connector: Connector;
	readonly draft: Draft;
	readonly payers: readonly Payer[];
	readonly consoleUrl: string;
	readonly now: number;
};

/** Step 2: where Harness reads the account's costs. */
export function CostReportStep({ connector, draft, payers, consoleUrl, now }: CostReportStepProps) {
	const { id, version, overview } = connector;
	const accountId = overview?.awsAccountId ?? "";
	const back = neighbourStep("cost-report", connector, "previous") ?? "overview";
	const next = neighbourStep("cost-report", connector, "next") ?? "features";
	return (
		<StepFrame
			connector={connector}
			step="cost-report"
			now={now}
			subtitle={
				<>
					Where Harness reads the costs of account <AccountNumber value={accountId} className="text-ink" />.
				</>
			}
			aside={<CostReportAside />}
		>
			<CostReportForm
				place={{
					connectorId: id,
					version,
					backHref: `/connectors/${id}/setup/${back}`,
				}}
				save={saveCostReportAction}
				nextHref={`/connectors/${id}/setup/${next}`}
				defaultValues={costReportValues(connector.costReport, draft, payers)}
				payers={payers}
				consoleUrl={consoleUrl}
				checklists={{
					"CUR2.0": <CostReportChecklist type="CUR2.0" accountId={accountId} />,
					"CUR1.0": <CostReportChecklist type="CUR1.0" accountId={accountId} />,
				}}
			/>
		</StepFrame>
	);
}

function costReportValues(stored: CostReport | null, draft: Draft, payers: readonly Payer[]): Values {
	const own = stored?.kind === "own" ? stored : null;
	const source = draftText(draft, "source") ?? (stored?.kind === "covered" ? stored.payerConnectorId : "own");
	return {
		// A payer that is gone covers nothing.
		source: payers.some(({ id }) => id === source) ? source : "own",
		reportType: draftChoice(draft, "reportType", ["CUR2.0", "CUR1.0"]) ?? own?.reportType ?? "CUR2.0",
		reportName: draftText(draft, "reportName") ?? own?.reportName ?? "",
		bucketName: draftText(draft, "bucketName") ?? own?.bucketName ?? "",
	};
}
