"use client";

import { useWatch } from "react-hook-form";
import { cleanToken } from "#components/form/clean.ts";
import { SelectField } from "#components/form/select-field.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useZodForm, type ZodForm } from "#components/form/zod-form.ts";
import { PlatformForm } from "#components/platform/platform-form.tsx";
import type { SaveStep, StepPlace } from "#components/setup/step-form.tsx";
import { Card } from "#components/ui/card.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { DelegateLinks } from "#lib/domain/platform/delegate-guide.ts";
import { arrivalCommands, eksctlCommands } from "#lib/domain/platform/eksctl.ts";
import type { DelegateSetUp } from "#lib/domain/platform/platform-settings.ts";
import { DelegateSetUpSchema } from "#lib/schemas/platform-schemas.ts";
import { DelegateLinksCard } from "./delegate-links-card.tsx";
import { EndpointsCard } from "./endpoints-card.tsx";
import { GuideCommands } from "./guide-commands.tsx";
import { YamlEditorCard } from "./yaml-editor-card.tsx";

/** As it is typed. */
export type DelegateSetUpValues = { readonly [Field in keyof DelegateSetUp]: string };

export type DelegateSetUpFormProps = {
	readonly place: StepPlace;
	readonly save: SaveStep<{ readonly delegateSetUp: DelegateSetUp }>;
	readonly nextHref: string;
	readonly defaultValues: DelegateSetUpValues;
	/** Of the account's partition. */
	readonly regions: readonly string[];
	/** The connector's test region. */
	readonly region: string;
	/** The connector assumes an STS role. */
	readonly isCrossAccount: boolean;
	readonly links: DelegateLinks;
};

/** IRSA: a service account with a role of its own, a delegate that runs as it, and how to see that it does. */
export function DelegateSetUpForm(props: DelegateSetUpFormProps) {
	const { place, save, nextHref, defaultValues, regions, region, isCrossAccount, links } = props;
	const form = useZodForm({ schema: DelegateSetUpSchema, defaultValues });
	const typed = { ...defaultValues, ...useWatch({ control: form.control }) };
	const { connectorId } = place;
	return (
		<PlatformForm
			form={form}
			step="delegate"
			place={place}
			save={(delegateSetUp, version) => save({ connectorId, version, delegateSetUp })}
			nextHref={() => nextHref}
		>
			<Card
				title="1. The service account and its role"
				subtitle="eksctl makes both in the cluster where the delegate runs."
				aside={
					<LinkButton href="/permissions" size="small">
						Put a policy together
					</LinkButton>
				}
			>
				<div className="flex flex-col gap-4">
					<SetUpFields form={form} regions={regions} />
					<EksctlPart typed={typed} />
				</div>
			</Card>
			<YamlEditorCard
				title="2. The delegate's YAML"
				irsa={{ namespace: typed.namespace.trim(), serviceAccountName: typed.serviceAccountName.trim() }}
				isCrossAccount={isCrossAccount}
			/>
			<ArrivalCard typed={typed} />
			<EndpointsCard region={region} moreHref={links.endpoints} />
			<DelegateLinksCard links={links} />
		</PlatformForm>
	);
}

type SetUpForm = ZodForm<DelegateSetUpValues, DelegateSetUp>;

function SetUpFields({ form, regions }: { readonly form: SetUpForm; readonly regions: readonly string[] }) {
	return (
		<div className="grid gap-x-4 gap-y-2 sm:grid-cols-2">
			<TextField
				form={form}
				name="clusterName"
				label="EKS cluster"
				mono
				clean={cleanToken}
				placeholder="test-eks"
			/>
			<SelectField
				form={form}
				name="region"
				label="Region of the cluster"
				options={regions.map((value) => ({ value, label: value }))}
			/>
			<TextField
				form={form}
				name="namespace"
				label="Namespace"
				mono
				clean={cleanToken}
				hint="The delegate and its service account must lie in the same one."
			/>
			<TextField form={form} name="serviceAccountName" label="Service account" mono clean={cleanToken} />
			<TextField
				form={form}
				name="policyArn"
				label="Policy ARN"
				mono
				clean={cleanToken}
				className="sm:col-span-2"
				placeholder="arn:aws:iam::123456789012:policy/harness-delegate"
				hint="What the delegate may do in AWS. The page Permissions makes such a policy."
			/>
		</div>
	);
}

function EksctlPart({ typed }: { readonly typed: DelegateSetUpValues }) {
	const read = DelegateSetUpSchema.safeParse(typed);
	if (!read.success)
		return (
			<p className="text-sm text-ink-2">
				The commands stand here once cluster, names and policy are filled in.
			</p>
		);
	return <GuideCommands commands={eksctlCommands(read.data)} />;
}

function ArrivalCard({ typed }: { readonly typed: DelegateSetUpValues }) {
	const names = { namespace: typed.namespace.trim(), serviceAccountName: typed.serviceAccountName.trim() };
	return (
		<Card
			title="3. See that it arrived"
			subtitle="EKS puts two variables into every pod that runs as the service account."
		>
			{names.namespace === "" || names.serviceAccountName === "" ? (
				<p className="text-sm text-ink-2">Name the namespace and the service account first.</p>
			) : (
				<div className="flex flex-col gap-4">
					<GuideCommands commands={arrivalCommands(names)} />
					<p className="text-sm text-ink-2">
						Without <b>AWS_ROLE_ARN</b> and <b>AWS_WEB_IDENTITY_TOKEN_FILE</b> the pod runs as another
						account, or started before the account had its role: delete the pod, and Kubernetes makes it anew.
					</p>
				</div>
			)}
		</Card>
	);
}
