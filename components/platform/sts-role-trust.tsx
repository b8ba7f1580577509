"use client";

import { useWatch } from "react-hook-form";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Mono } from "#components/ui/mono.tsx";
import type { Partition } from "#lib/domain/partition.ts";
import { stsRoleTrust } from "#lib/domain/platform/sts-role-trust.ts";
import type { CredentialsFormOf, CredentialsValues } from "./credentials-values.ts";

/** Where the principal is found that takes the placeholder's place. */
const WHERE = {
	InheritFromDelegate: "the ARN of the delegate's role: the one of its EC2 instance or ECS task",
	ManualConfig: "the ARN of the user whose access key it is",
	Irsa: "the ARN of the role that the delegate's service account is annotated with",
	OidcAuthentication: "the ARN of the role for OIDC, which stands here once it is entered above",
} as const satisfies Record<CredentialsValues["type"], string>;

type StsRoleTrustProps = { readonly form: CredentialsFormOf; readonly partition: Partition };

/** What the STS role has to say, made of what is typed just now. */
export function StsRoleTrust({ form, partition }: StsRoleTrustProps) {
	const [type, iamRoleArn, externalId] = useWatch({
		control: form.control,
		name: ["type", "iamRoleArn", "externalId"],
	});
	const trust = stsRoleTrust({ partition, type, iamRoleArn, externalId: externalId.trim() });
	return (
		<Disclosure summary="What the role's trust policy must say" className="min-w-0 sm:col-span-2">
			<div className="flex flex-col gap-3 text-sm text-ink-2">
				<p>
					In the IAM console, open the role, Trust relationships, Edit trust policy. The principal is{" "}
					{WHERE[type]}. It needs the permission <Mono>sts:AssumeRole</Mono> for this role as well.
				</p>
				<CodeBlock label="Trust policy of the STS role" code={JSON.stringify(trust, null, 2)} />
				<p>A role that has other statements keeps them; this one is added.</p>
			</div>
		</Disclosure>
	);
}
