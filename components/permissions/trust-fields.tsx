"use client";

import { Card } from "#components/ui/card.tsx";
import { parsePrincipalArn } from "#lib/domain/arn.ts";
import { EXTERNAL_ID_NEEDED, lacksExternalId } from "#lib/domain/policy/role-trust.ts";
import { roleAccountOf } from "./choice-params.ts";
import { PlainField } from "./plain-field.tsx";
import type { ChoiceState } from "./use-choice.ts";

type TrustFieldsProps = {
	readonly state: Pick<ChoiceState, "texts" | "change">;
	readonly externalId: string;
	readonly onExternalId: (text: string) => void;
};

/** Whom a new role is to trust. The external ID stays in this page: it is not part of the address. */
export function TrustFields({ state: { texts, change }, externalId, onExternalId }: TrustFieldsProps) {
	const { principal, account } = texts;
	const isNamed = parsePrincipalArn(principal.trim()).ok;
	const isWrong = principal.trim() !== "" && !isNamed;
	const roleAccountId = roleAccountOf(texts);
	const trust = { principalArn: principal.trim(), externalId: externalId.trim(), roleAccountId };
	return (
		<Card title="Trust" subtitle="For a role that is made with the policies">
			<div className="flex flex-col gap-4">
				<PlainField
					label="Who assumes the role"
					hint="The ARN of the delegate's role, of a user, or of an account's root."
					placeholder="arn:aws:iam::123456789012:role/HarnessDelegate"
					value={principal}
					onChange={(text) => change({ principal: text })}
					error={isWrong ? "This is not the ARN of an account's root, a user or a role." : undefined}
				/>
				<PlainField
					label="Account of the new role"
					hint="Its 12 digits. A link then stops in any other account. The role's ARN says it too."
					placeholder="123456789012"
					value={account}
					onChange={(text) => change({ account: text })}
					error={account.trim() !== "" && roleAccountId === null ? "An account ID has 12 digits." : undefined}
				/>
				<PlainField
					label="External ID"
					hint="What Harness will send; the connector's cross-account access names the same."
					value={externalId}
					onChange={onExternalId}
					error={isNamed && lacksExternalId(trust) ? EXTERNAL_ID_NEEDED : undefined}
				/>
			</div>
		</Card>
	);
}
