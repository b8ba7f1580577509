"use client";

import type { ReactNode } from "react";
import { useWatch } from "react-hook-form";
import { cleanToken } from "#components/form/clean.ts";
import { RadioGroupField } from "#components/form/radio-group-field.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useZodForm, type ZodForm } from "#components/form/zod-form.ts";
import { AccountNumber } from "#components/ui/account-number.tsx";
import { Card } from "#components/ui/card.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Mono } from "#components/ui/mono.tsx";
import type { CostReportType } from "#lib/domain/connector.ts";
import {
	type ChosenReport,
	CostReportFormSchema,
	type CostReportForm as Values,
} from "#lib/schemas/cost-report-schema.ts";
import type { Payer } from "./cost-report-step.tsx";
import { type SaveStep, StepForm, type StepPlace } from "./step-form.tsx";

type CostReportFormProps = {
	readonly place: StepPlace;
	readonly save: SaveStep<{ readonly costReport: ChosenReport }>;
	readonly nextHref: string;
	readonly defaultValues: Values;
	readonly payers: readonly Payer[];
	/** Another vendor connects accounts without cost data, too; what that is called there. */
	readonly without?: { readonly label: string; readonly hint: string } | null;
	readonly consoleUrl: string;
	/** The report that one stack makes: the offer, or how far it is. */
	readonly stack: ReactNode;
	/** One was begun: what to set in the console is not asked of anybody. */
	readonly hasStack: boolean;
	/** Made by the server: what to set in the AWS console. */
	readonly checklists: Readonly<Record<CostReportType, ReactNode>>;
};

export function CostReportForm(props: CostReportFormProps) {
	const { place, save, nextHref, defaultValues, payers, without = null } = props;
	const form = useZodForm({ schema: CostReportFormSchema, defaultValues });
	const { connectorId } = place;
	const source = useWatch({ control: form.control, name: "source" });
	return (
		<StepForm
			form={form}
			step="cost-report"
			place={place}
			save={(costReport, version) => save({ connectorId, version, costReport })}
			nextHref={() => nextHref}
		>
			{(payers.length > 0 || without !== null) && <Source form={form} payers={payers} without={without} />}
			{source === "own" && <OwnReport form={form} {...props} />}
		</StepForm>
	);
}

type Form<Output> = ZodForm<Values, Output>;

/** One question: this account's own report, or one of those that are connected. */
function Source<Output>({
	form,
	payers,
	without,
}: {
	readonly form: Form<Output>;
	readonly payers: readonly Payer[];
	readonly without: { readonly label: string; readonly hint: string } | null;
}) {
	return (
		<RadioGroupField
			form={form}
			name="source"
			label="Where the costs come from"
			options={[
				{
					value: "own",
					label: "A report of this account",
					hint: "It is the payer, or it has a report of its own.",
				},
				...(without === null ? [] : [{ value: "none", ...without }]),
				...payers.map(({ id, name, awsAccountId, report, bucket }) => ({
					value: id,
					label: `The report of ${name}`,
					hint: (
						<>
							<Mono wrap>{report}</Mono> in <Mono wrap>{bucket}</Mono>, payer{" "}
							<AccountNumber value={awsAccountId} />. The connection test proves that this account is among
							its members.
						</>
					),
				})),
			]}
		/>
	);
}

function OwnReport<Output>({
	form,
	consoleUrl,
	checklists,
	stack,
	hasStack,
}: Pick<CostReportFormProps, "consoleUrl" | "checklists" | "stack" | "hasStack"> & {
	readonly form: Form<Output>;
}) {
	const reportType = useWatch({ control: form.control, name: "reportType" });
	return (
		<>
			{stack}
			<RadioGroupField
				form={form}
				name="reportType"
				label="Report type"
				options={[
					{
						value: "CUR2.0",
						label: "CUR 2.0",
						hint: "A data export, the kind that AWS recommends. Its export name goes below.",
					},
					{ value: "CUR1.0", label: "CUR 1.0", hint: "The older Cost and Usage Report." },
				]}
			/>
			{!hasStack && (
				<Card
					title="In the AWS console"
					subtitle="A report that exists and has these settings will do."
					aside={
						<LinkButton href={consoleUrl} external size="small">
							Launch AWS console
						</LinkButton>
					}
					flush
				>
					<div hidden={reportType !== "CUR2.0"}>{checklists["CUR2.0"]}</div>
					<div hidden={reportType !== "CUR1.0"}>{checklists["CUR1.0"]}</div>
				</Card>
			)}
			<div className="grid gap-x-4 gap-y-2 sm:grid-cols-2">
				<TextField
					form={form}
					name="reportName"
					label="Cost and usage report name"
					mono
					clean={cleanToken}
					hint={reportType === "CUR2.0" ? "The export's name; case counts." : "Case counts."}
				/>
				<TextField
					form={form}
					name="bucketName"
					label="Cost and usage S3 bucket name"
					mono
					clean={cleanToken}
					hint="The name alone, without s3:// or a folder."
				/>
			</div>
		</>
	);
}
