"use client";

import { NuqsAdapter } from "nuqs/adapters/next/app";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { copyText } from "#components/ui/copy-text.ts";
import { CopyIcon } from "#components/ui/icons.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { StatusRegion } from "#components/ui/status-region.tsx";
import { parsePrincipalArn } from "#lib/domain/arn.ts";
import { type ComposedPolicy, composePolicy } from "#lib/domain/policy/compose.ts";
import { lacksExternalId, type RoleTrust } from "#lib/domain/policy/role-trust.ts";
import type { PolicyBuilderView } from "#lib/loaders/permissions.ts";
import { type ChoiceTexts, roleAccountOf, roleNameOf } from "./choice-params.ts";
import { ComposedPolicyCards } from "./composed-policy.tsx";
import { PolicyOutputs } from "./policy-outputs.tsx";
import { QuickCreate } from "./quick-create.tsx";
import { ResourceFields } from "./resource-fields.tsx";
import { TaskPicker } from "./task-picker.tsx";
import { TrustFields } from "./trust-fields.tsx";
import { useChoice } from "./use-choice.ts";

export default function PolicyBuilder(props: PolicyBuilderView) {
	return (
		<NuqsAdapter>
			<Builder {...props} />
		</NuqsAdapter>
	);
}

/** Tasks and resources on one side, the policy that they come to on the other; all of it in the browser. */
export function Builder(published: PolicyBuilderView) {
	const state = useChoice();
	const { texts, choice } = state;
	const [externalId, setExternalId] = useState("");
	const composed = composePolicy(choice);
	const trust = trustOf(texts, externalId);
	const roleName = roleNameOf(texts.role);
	return (
		<div className="grid items-start gap-4 lg:grid-cols-[minmax(0,24rem)_minmax(0,1fr)]">
			<div className="flex min-w-0 flex-col gap-4">
				<TaskPicker state={state} />
				<ResourceFields state={state} problem={composed.ok ? null : composed.failure} />
				<TrustFields state={state} externalId={externalId} onExternalId={setExternalId} />
			</div>
			<div className="flex min-w-0 flex-col gap-4">
				<ShareLink />
				<StatusRegion>{composed.ok ? standingOf(composed.value) : ""}</StatusRegion>
				{composed.ok ? (
					<>
						<ComposedPolicyCards composed={composed.value} choice={choice} />
						<PolicyOutputs composed={composed.value} roleName={roleName} trust={trust} />
						<QuickCreate choice={choice} trust={trust} roleName={roleName} published={published} />
					</>
				) : (
					<Notice tone="warn" live="status" title="No policy yet">
						{composed.failure.message}
					</Notice>
				)}
			</div>
		</div>
	);
}

/** The address holds the whole choice, and is read when it is asked for. */
function ShareLink() {
	const [said, setSaid] = useState("");
	async function copy() {
		const isCopied = await copyText(window.location.href);
		setSaid(isCopied ? "Link copied." : "The browser refused to copy. Copy the address of this page.");
	}
	return (
		<div className="flex flex-wrap items-center justify-end gap-3">
			<StatusRegion visible className="text-sm text-ink-2">
				{said}
			</StatusRegion>
			<Button onClick={copy}>
				<CopyIcon />
				Copy link to this choice
			</Button>
		</div>
	);
}

/** For whoever hears the page. */
function standingOf({ policies, risks }: ComposedPolicy): string {
	const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
	return `${counted(policies.length, "policy", "policies")}, ${counted(risks.length, "risk", "risks")}.`;
}

/** Whom the role is to trust; null where nobody is named yet, or another account without an external ID. */
function trustOf(texts: ChoiceTexts, externalId: string): RoleTrust | null {
	const principalArn = texts.principal.trim();
	if (!parsePrincipalArn(principalArn).ok) return null;
	const trust = {
		...{ principalArn, roleAccountId: roleAccountOf(texts) },
		externalId: externalId.trim() === "" ? null : externalId.trim(),
	};
	return lacksExternalId(trust) ? null : trust;
}
