"use client";

import { useState } from "react";
import { Card } from "#components/ui/card.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import type { ComposedPolicy } from "#lib/domain/policy/compose.ts";
import {
	POLICY_FORMS,
	type PolicyForm,
	type PolicyOutputPlan,
	policyOutput,
} from "#lib/domain/policy/outputs.ts";
import { DownloadButton } from "./download-button.tsx";

const TITLES = {
	json: "JSON",
	cloudformation: "CloudFormation",
	terraform: "Terraform",
	"aws-cli": "AWS CLI",
} as const satisfies Record<PolicyForm, string>;

type PolicyOutputsProps = {
	readonly composed: ComposedPolicy;
	readonly roleName: string;
	/** Null: policies only, for a role that exists. */
	readonly trust: PolicyOutputPlan["trust"];
};

/** The same policies in every form that somebody may want to carry them in. Only the open form is made. */
export function PolicyOutputs({ composed, roleName, trust }: PolicyOutputsProps) {
	const [open, setOpen] = useState<string>("json");
	return (
		<Card
			title="Take it along"
			subtitle={trust === null ? "The policies, for a role that exists" : "The role and its policies"}
		>
			<Tabs
				label="Form"
				onChange={setOpen}
				tabs={POLICY_FORMS.map((form) => ({
					id: form,
					label: TITLES[form],
					content: form === open ? <Files files={policyOutput(composed, { form, roleName, trust })} /> : null,
				}))}
			/>
		</Card>
	);
}

function Files({ files }: { readonly files: ReturnType<typeof policyOutput> }) {
	return (
		<div className="flex flex-col gap-4">
			{files.map(({ name, text }) => (
				<div key={name} className="flex flex-col items-start gap-2">
					<CodeBlock label={name} code={text} className="w-full" />
					<DownloadButton name={name} text={text} />
				</div>
			))}
		</div>
	);
}
