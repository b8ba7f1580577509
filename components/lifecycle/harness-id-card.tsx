import { Card } from "#components/ui/card.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Notice } from "#components/ui/notice.tsx";

type HarnessIdCardProps = {
	/** Null: Harness's account is not known yet. */
	readonly externalId: string | null;
	/** The role was seen to ask Harness for another ID. */
	readonly isWrong: boolean;
};

/** Harness's ID cannot be chosen; only a wrong one is moved to the right one. */
export function HarnessIdCard({ externalId, isWrong }: HarnessIdCardProps) {
	return (
		<Card title="Harness's external ID">
			<p>
				Harness derives it from its AWS account and your Harness account. It is the same for all of your AWS
				accounts, it is no secret, and nobody can choose another, so there is nothing to rotate.
			</p>
			{externalId !== null && (
				<div className="mt-3">
					<CopyField label="The right one" value={externalId} />
				</div>
			)}
			{isWrong && externalId !== null && (
				<Notice tone="bad" title="The role asks Harness for another ID" className="mt-4">
					<ol className="flex list-decimal flex-col gap-2 pl-5">
						<li>
							Let the role take both: in its trust policy make <Mono>sts:ExternalId</Mono> of Harness's
							statement a list of the old ID and the right one. The template's parameter{" "}
							<Mono>ExternalId</Mono> holds one value, so this step is by hand. Where Harness does not use the
							old ID any more, skip it.
						</li>
						<li>
							Bring Harness's connector to the right ID: finish its connection test again here, or change it
							there.
						</li>
						<li>
							Update the stack with <Mono>ExternalId</Mono> set to the right one. The role then takes it
							alone, and the next checks prove it.
						</li>
					</ol>
				</Notice>
			)}
		</Card>
	);
}
