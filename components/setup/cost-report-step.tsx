import { AccountNumber } from "#components/ui/account-number.tsx";
import { saveCostReportAction } from "#lib/actions/setup-actions.ts";
import type { Connector, CostReport } from "#lib/domain/connector.ts";
import { readerOf } from "#lib/domain/cost-report-judge.ts";
import { wordsOf } from "#lib/domain/destinations/words-of.ts";
import { neighbourStep } from "#lib/domain/setup.ts";
import type { ReportStackStep } from "#lib/loaders/setup.ts";
import type { CostReportForm as Values } from "#lib/schemas/cost-report-schema.ts";
import { CostReportAside } from "./cost-report-aside.tsx";
import { CostReportChecklist } from "./cost-report-checklist.tsx";
import { CostReportForm } from "./cost-report-form.tsx";
import { CostReportStackStart } from "./cost-report-stack-start.tsx";
import { type Draft, draftChoice, draftText } from "./draft-values.ts";
import { LazyCostReportStack } from "./lazy-parts.tsx";
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
	readonly reportStack: ReportStackStep | null;
	/** Whom the report serves, as the last check read it; empty: it was not read yet. */
	readonly advice: readonly string[];
	readonly now: number;
};

/** Step 2: where the account's costs are read. */
export function CostReportStep(props: CostReportStepProps) {
	const { connector, draft, payers, consoleUrl, reportStack, now } = props;
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
					Where {readerOf(connector.destination)} reads the costs of account{" "}
					<AccountNumber value={accountId} className="text-ink" />.
				</>
			}
			aside={<CostReportAside advice={props.advice} destination={connector.destination} />}
		>
			<CostReportForm
				// New names from the server are what the form begins with.
				key={reportStack?.launch.stackName ?? ""}
				place={{
					connectorId: id,
					version,
					backHref: `/connectors/${id}/setup/${back}`,
				}}
				save={saveCostReportAction}
				nextHref={`/connectors/${id}/setup/${next}`}
				defaultValues={costReportValues(connector.costReport, draft, payers)}
				payers={payers}
				without={wordsOf(connector.destination).withoutCosts}
				consoleUrl={consoleUrl}
				stack={<StackPart {...props} />}
				hasStack={reportStack !== null}
				checklists={{
					"CUR2.0": (
						<CostReportChecklist type="CUR2.0" accountId={accountId} destination={connector.destination} />
					),
					"CUR1.0": (
						<CostReportChecklist type="CUR1.0" accountId={accountId} destination={connector.destination} />
					),
				}}
			/>
		</StepFrame>
	);
}

/** A report is made, or can be made, by one stack. */
function StackPart({ connector, reportStack }: CostReportStepProps) {
	const { id, version, overview, costReport, partition } = connector;
	if (partition !== "aws") return null;
	if (reportStack === null) {
		return (
			<CostReportStackStart connectorId={id} version={version} reader={readerOf(connector.destination)} />
		);
	}
	return (
		<LazyCostReportStack
			connectorId={id}
			accountId={overview?.awsAccountId ?? ""}
			bucketName={costReport?.kind === "own" ? costReport.bucketName : ""}
			{...reportStack}
		/>
	);
}

function costReportValues(stored: CostReport | null, draft: Draft, payers: readonly Payer[]): Values {
	const own = stored?.kind === "own" ? stored : null;
	const source = draftText(draft, "source") ?? sourceOf(stored);
	return {
		// A payer that is gone covers nothing.
		source: source === "none" || payers.some(({ id }) => id === source) ? source : "own",
		reportType: draftChoice(draft, "reportType", ["CUR2.0", "CUR1.0"]) ?? own?.reportType ?? "CUR2.0",
		reportName: draftText(draft, "reportName") ?? own?.reportName ?? "",
		bucketName: draftText(draft, "bucketName") ?? own?.bucketName ?? "",
	};
}

function sourceOf(stored: CostReport | null): string {
	if (stored?.kind === "covered") return stored.payerConnectorId;
	return stored?.kind === "none" ? "none" : "own";
}
