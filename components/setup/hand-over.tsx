import { Card } from "#components/ui/card.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { Connector } from "#lib/domain/connector.ts";
import type { HandOverValue, HandOver as Steps } from "#lib/domain/destinations/profile.ts";
import { wordsOf } from "#lib/domain/destinations/words-of.ts";

type HandOverProps = { readonly connector: Connector; readonly handOver: Steps; readonly roleArn: string };

/** The last step, which a person takes at the vendor: what to press there, and what to put into which field. */
export function HandOver({ connector, handOver, roleArn }: HandOverProps) {
	const { product } = wordsOf(connector.destination);
	const values = handOverValues(connector, roleArn);
	const fields = handOver.fields.filter(({ value }) => values[value] !== "");
	return (
		<Card
			title={`Enter it at ${product}`}
			subtitle={`${product} learns of the role from you: nothing is sent there from here.`}
			aside={
				<LinkButton href={handOver.pageUrl} external size="small">
					Open {product}
				</LinkButton>
			}
		>
			<ol className="mb-3 list-decimal pl-5 text-ink-2">
				{handOver.steps.map((step) => (
					<li key={step}>{step}</li>
				))}
			</ol>
			<div className="flex flex-col gap-2">
				{fields.map(({ label, value, hint }) => (
					<CopyField key={label} label={label} value={values[value]} hint={hint} />
				))}
			</div>
		</Card>
	);
}

/** Empty: this connection has none. */
function handOverValues(
	{ overview, destinationExternalId, costReport }: Connector,
	roleArn: string,
): Readonly<Record<HandOverValue, string>> {
	const own = costReport?.kind === "own" ? costReport : null;
	return {
		name: overview?.name ?? "",
		"account-id": overview?.awsAccountId ?? "",
		"role-arn": roleArn,
		"external-id": destinationExternalId ?? "",
		bucket: own?.bucketName ?? "",
		report: own?.reportName ?? "",
	};
}
