import { Card } from "#components/ui/card.tsx";
import { Mono } from "#components/ui/mono.tsx";
import type { RolloutKind } from "#lib/domain/rollout.ts";

export function OrganizationAside({ kind }: { readonly kind: RolloutKind }) {
	return kind === "organization" ? <AboutOrganizations /> : <AboutLists />;
}

function AboutOrganizations() {
	return (
		<Card title="Where the IDs stand">
			<div className="flex flex-col gap-3 text-sm text-ink-2">
				<p>
					In the AWS console open AWS Organizations: the management account is marked as such, with its 12
					digits.
				</p>
				<p>
					In a terminal:{" "}
					<Mono wrap>aws organizations describe-organization --query Organization.MasterAccountId</Mono>
				</p>
				<p>
					An account keeps its connector when it is renamed or moved: the identifier is made once, from the
					pattern as it is then.
				</p>
			</div>
		</Card>
	);
}

function AboutLists() {
	return (
		<Card title="What a list may hold">
			<div className="flex flex-col gap-3 text-sm text-ink-2">
				<p>
					One account a line. After the ID there may be a name, a unit of your own, and tags such as{" "}
					<Mono wrap>stage=prod</Mono>, each in a column; names and units may then stand in the patterns.
				</p>
				<p>
					A CSV file with column names works too, also the one that AWS Organizations exports. Spaces and
					dashes in IDs are fine.
				</p>
				<p>A list can be changed later: what is new is connected then, and what is gone is told.</p>
			</div>
		</Card>
	);
}
