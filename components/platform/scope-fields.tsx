"use client";

import { useWatch } from "react-hook-form";
import { cleanToken } from "#components/form/clean.ts";
import { RadioGroupField } from "#components/form/radio-group-field.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { Mono } from "#components/ui/mono.tsx";
import type { OverviewFormOf } from "./overview-form.tsx";

const SCOPES = [
	{
		value: "account",
		label: "Account",
		hint: "Every organization and project of the Harness account may use it.",
	},
	{
		value: "organization",
		label: "Organization",
		hint: "Every project of one organization in Harness may use it.",
	},
	{ value: "project", label: "Project", hint: "One project may use it. The narrowest." },
] as const;

type ScopeFieldsProps = { readonly form: OverviewFormOf; readonly isRegistered: boolean };

/** Where in Harness the connector lies: who may use it there. */
export function ScopeFields({ form, isRegistered }: ScopeFieldsProps) {
	const [kind, orgId, projectId] = useWatch({
		control: form.control,
		name: ["scopeKind", "orgId", "projectId"],
	});
	if (isRegistered) {
		return (
			<p className="text-ink-2">
				{kind === "account" && "It lies in the Harness account itself; a registered connector stays there."}
				{kind === "organization" && (
					<>
						It lies in the organization <Mono wrap>{orgId}</Mono>; a registered connector stays there.
					</>
				)}
				{kind === "project" && (
					<>
						It lies in the project <Mono wrap>{projectId}</Mono> of <Mono wrap>{orgId}</Mono>; a registered
						connector stays there.
					</>
				)}
			</p>
		);
	}
	return (
		<div className="flex flex-col gap-2">
			<RadioGroupField form={form} name="scopeKind" label="Scope in Harness" options={SCOPES} />
			{kind !== "account" && (
				<div className="grid gap-x-4 gap-y-2 sm:grid-cols-2">
					<TextField
						form={form}
						name="orgId"
						label="Organization identifier"
						mono
						clean={cleanToken}
						placeholder="default"
						hint="In Harness: Organizations, Id."
					/>
					{kind === "project" && (
						<TextField
							form={form}
							name="projectId"
							label="Project identifier"
							mono
							clean={cleanToken}
							hint="In Harness: Projects, Id."
						/>
					)}
				</div>
			)}
		</div>
	);
}
