"use client";

import { useWatch } from "react-hook-form";
import { CheckboxField } from "#components/form/checkbox-field.tsx";
import { cleanToken } from "#components/form/clean.ts";
import { RadioGroupField } from "#components/form/radio-group-field.tsx";
import { TextField } from "#components/form/text-field.tsx";
import type { YamlForm } from "./yaml-editor-card.tsx";

type ServerlessFieldsProps = {
	readonly form: YamlForm;
	/** There is nothing else to change in the file. */
	readonly isOnly: boolean;
	readonly isCrossAccount: boolean;
};

/** What the delegate installs when it starts, for deployments with the Serverless Framework. */
export function ServerlessFields({ form, isOnly, isCrossAccount }: ServerlessFieldsProps) {
	const isWanted = useWatch({ control: form.control, name: "isServerless" });
	return (
		<div className="flex flex-col gap-3">
			{!isOnly && (
				<CheckboxField
					form={form}
					name="isServerless"
					label="Install the Serverless Framework too"
					hint="For Serverless Lambda deployments. It is added to INIT_SCRIPT; what the script does already stays."
				/>
			)}
			{isWanted && (
				<div className="grid gap-4 sm:grid-cols-2">
					<RadioGroupField
						form={form}
						name="distribution"
						label="The delegate's image"
						options={[
							{
								value: "microdnf",
								label: "Red Hat minimal",
								hint: "microdnf: the images Harness gives out today.",
							},
							{ value: "apt", label: "Debian or Ubuntu", hint: "apt: older images, and many of one's own." },
						]}
					/>
					<TextField
						form={form}
						name="serverlessVersion"
						label="Serverless version"
						mono
						clean={cleanToken}
						hint="Version 4 asks for a licence key when it runs."
					/>
					<CheckboxField
						form={form}
						name="withAwsCli"
						label="Install the AWS CLI"
						className="sm:col-span-2"
						hint={
							isCrossAccount
								? "This connector assumes an STS role: Serverless deployments then need the AWS CLI on the delegate."
								: "Needed where the connector assumes an STS role; this one does not."
						}
					/>
				</div>
			)}
		</div>
	);
}
