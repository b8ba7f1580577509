"use client";

import { type KeyboardEvent, useState } from "react";
import { useWatch } from "react-hook-form";
import { TextAreaField } from "#components/form/text-area-field.tsx";
import { useZodForm, type ZodForm } from "#components/form/zod-form.ts";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Mono } from "#components/ui/mono.tsx";
import type { DelegateChange } from "#lib/delegate-yaml/edit-delegate-yaml.ts";
import { DEFAULT_SERVERLESS_VERSION } from "#lib/domain/platform/init-script.ts";
import { type DelegateYamlInput, DelegateYamlSchema } from "#lib/schemas/delegate-yaml-schema.ts";
import { ServerlessFields } from "./serverless-fields.tsx";
import { type YamlOutcome, YamlResult } from "./yaml-result.tsx";
import { YamlUpload } from "./yaml-upload.tsx";

type YamlEditorCardProps = {
	readonly title?: string;
	/** Null: the credentials are no service account's, and only Serverless is left to set up. */
	readonly irsa: { readonly namespace: string; readonly serviceAccountName: string } | null;
	/** The connector assumes an STS role. */
	readonly isCrossAccount: boolean;
};

export type YamlForm = ZodForm<DelegateYamlInput, DelegateYamlInput>;

/** The delegate's YAML goes in and comes out changed, all in the browser: it holds the delegate's token. */
export function YamlEditorCard({
	title = "Serverless on the delegate",
	irsa,
	isCrossAccount,
}: YamlEditorCardProps) {
	const form = useZodForm<DelegateYamlInput, DelegateYamlInput>({
		schema: DelegateYamlSchema,
		defaultValues: {
			yaml: "",
			isServerless: irsa === null,
			distribution: "microdnf",
			withAwsCli: isCrossAccount,
			serverlessVersion: DEFAULT_SERVERLESS_VERSION,
			delegateName: "",
		},
	});
	const [outcome, setOutcome] = useState<YamlOutcome>({ kind: "nothing" });
	const edit = form.handleSubmit(async (input) =>
		setOutcome(await editYaml(input.yaml, changesOf(input, irsa), input.delegateName)),
	);

	function onKeyDown(event: KeyboardEvent) {
		if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
		// It is not the step that Enter means here.
		event.preventDefault();
		void edit();
	}

	function choose(name: string) {
		form.setValue("delegateName", name);
		void edit();
	}

	return (
		<Card
			title={title}
			subtitle="Changed in this browser. The file holds the delegate's token and is sent nowhere."
		>
			{/* biome-ignore lint/a11y/noStaticElementInteractions: Enter in any field inside */}
			<div className="flex flex-col gap-4" onKeyDown={onKeyDown}>
				{irsa !== null && <IrsaWords {...irsa} />}
				<TextAreaField
					form={form}
					name="yaml"
					label="Delegate YAML"
					rows={8}
					mono
					hint="As Harness gave it out; up to 1 MB. Comments, order and every line that need not change stay as they are."
				/>
				<YamlUpload form={form} />
				<ServerlessFields form={form} isOnly={irsa === null} isCrossAccount={isCrossAccount} />
				<EditButton form={form} onPress={() => void edit()} />
				<YamlResult outcome={outcome} onChoose={choose} />
			</div>
		</Card>
	);
}

function EditButton({ form, onPress }: { readonly form: YamlForm; readonly onPress: () => void }) {
	const isEmpty = useWatch({ control: form.control, name: "yaml" }).trim() === "";
	return (
		<div>
			<Button onClick={onPress} disabled={isEmpty}>
				Change the YAML
			</Button>
		</div>
	);
}

function IrsaWords({
	namespace,
	serviceAccountName,
}: {
	readonly namespace: string;
	readonly serviceAccountName: string;
}) {
	return (
		<p className="text-sm text-ink-2">
			The delegate will run as{" "}
			<Mono wrap className="text-ink">
				{serviceAccountName || "the service account"}
			</Mono>
			, the ClusterRoleBinding will name it, and everything in the file will lie in{" "}
			<Mono wrap className="text-ink">
				{namespace || "the namespace"}
			</Mono>
			: a role for one namespace and a delegate in another never meet.
		</p>
	);
}

function changesOf(
	{ isServerless, distribution, withAwsCli, serverlessVersion }: DelegateYamlInput,
	irsa: YamlEditorCardProps["irsa"],
): readonly DelegateChange[] {
	return [
		...(irsa === null ? [] : [{ kind: "irsa" as const, ...irsa }]),
		...(isServerless ? [{ kind: "serverless" as const, distribution, withAwsCli, serverlessVersion }] : []),
	];
}

/** The parser of YAML is fetched when it is first needed: most people never open this. */
async function editYaml(
	before: string,
	changes: readonly DelegateChange[],
	delegateName: string,
): Promise<YamlOutcome> {
	const loaded = await import("#lib/delegate-yaml/edit-delegate-yaml.ts").catch(() => null);
	if (loaded === null) return { kind: "unreachable" };
	const edited = loaded.editDelegateYaml(before, changes, delegateName === "" ? undefined : delegateName);
	return edited.ok
		? { kind: "edited", before, edited: edited.value }
		: { kind: "refused", problems: edited.failure };
}
