import { AccountNumber } from "#components/ui/account-number.tsx";
import { Card } from "#components/ui/card.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { type KeyValueItem, KeyValueList } from "#components/ui/key-value-list.tsx";
import { Link } from "#components/ui/link.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Tag } from "#components/ui/tag.tsx";
import type { Connector, CostReport } from "#lib/domain/connector.ts";
import { wordsOf } from "#lib/domain/destinations/words-of.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";
import { platformFacts } from "./platform-facts.tsx";
import { PROOF_WORDS } from "./proof-words.ts";

export type FactsCardProps = {
	readonly connector: Connector;
	readonly seesTrust: boolean;
	readonly now: number;
};

export function FactsCard({ connector, seesTrust, now }: FactsCardProps) {
	const { overview, costReport, proof, partition, rolloutId, registeredAt, platform, destination } =
		connector;
	const roleArn = derivedRoleArn(connector);
	const items: readonly (KeyValueItem | false)[] = [
		overview !== null && {
			term: "AWS account ID",
			value: <AccountNumber value={overview.awsAccountId} />,
		},
		partition !== "aws" && { term: "Partition", value: <Mono>{partition}</Mono> },
		overview !== null && { term: "Identifier", value: <Mono wrap>{overview.identifier}</Mono> },
		overview !== null && overview.description !== "" && { term: "Description", value: overview.description },
		overview !== null &&
			Object.keys(overview.tags).length > 0 && { term: "Tags", value: <Tags tags={overview.tags} /> },
		roleArn !== null && { term: "Role ARN", value: <Copyable value={roleArn} what="Role ARN" /> },
		...(platform === null ? [] : platformFacts(platform, seesTrust)),
		costReport !== null && {
			term: "Cost report",
			value: <Report report={costReport} reader={wordsOf(destination).product} />,
		},
		{ term: "Proof", value: PROOF_WORDS[proof] },
		rolloutId !== null && {
			term: "Came with",
			value: (
				<Link href={`/organizations/${rolloutId}`} className="link">
					a rollout of many accounts
				</Link>
			),
		},
		registeredAt !== null && {
			term: "Registered",
			value: <RelativeTime at={registeredAt.getTime()} now={now} />,
		},
	];
	return (
		<Card title="Connection" flush>
			<KeyValueList items={items.filter((item) => item !== false)} />
		</Card>
	);
}

function Copyable({ value, what }: { readonly value: string; readonly what: string }) {
	return (
		<span className="flex flex-wrap items-center gap-x-2">
			<Mono wrap>{value}</Mono>
			<span className="sr-only" id="copied-role-arn">
				{what}
			</span>
			<CopyButton value={value} describedBy="copied-role-arn" />
		</span>
	);
}

function Tags({ tags }: { readonly tags: Readonly<Record<string, string>> }) {
	return (
		<span className="flex flex-wrap gap-1.5">
			{Object.entries(tags).map(([key, value]) => (
				<Tag key={key}>{value === "" ? key : `${key}: ${value}`}</Tag>
			))}
		</span>
	);
}

function Report({ report, reader }: { readonly report: CostReport; readonly reader: string }) {
	switch (report.kind) {
		case "own":
			return (
				<>
					<Mono wrap>{report.reportName}</Mono> in <Mono wrap>{report.bucketName}</Mono> (
					{report.reportType.replace("CUR", "CUR ")})
				</>
			);
		case "covered":
			return "Covered by its payer's report";
		case "none":
			return report.reason === "govcloud"
				? `None: ${reader} reads no cost reports of AWS GovCloud accounts`
				: "None: it was connected without cost data";
		default:
			return report satisfies never;
	}
}
