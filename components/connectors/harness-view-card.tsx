import { Card } from "#components/ui/card.tsx";
import { KeyValueList } from "#components/ui/key-value-list.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { CheckDetails, JsonValue } from "#lib/domain/check.ts";
import type { ConnectorDetail } from "#lib/loaders/connectors.ts";
import { HealthPill } from "./health-pill.tsx";

/** Our own verdict and Harness's side by side, each with its time: neither speaks for the other. */
export function HarnessViewCard({ connector, harnessView, health, lastProofAt, now }: ConnectorDetail) {
	if (connector.status === "draft") return null;
	if (harnessView === null) {
		return (
			<Card title="Ours and Harness's view">
				<p className="text-ink-2">Harness was not asked yet; run the checks to ask it.</p>
			</Card>
		);
	}
	const { details, observed, checkedAt } = harnessView;
	const messages = errorMessages(details);
	const testedAt = typeof details.testedAt === "string" ? Date.parse(details.testedAt) : Number.NaN;
	const changed = texts(details.differences);
	const asked = <RelativeTime at={checkedAt.getTime()} now={now} />;
	return (
		<Card title="Ours and Harness's view" subtitle={<>Harness was asked {asked}</>} flush>
			<KeyValueList
				items={[
					{
						term: "Rolebridge",
						value: (
							<>
								<HealthPill health={health.state} />{" "}
								{lastProofAt === null ? (
									"no proof yet"
								) : (
									<>
										proven <RelativeTime at={lastProofAt} now={now} />
									</>
								)}
							</>
						),
					},
					{
						term: "Harness",
						value: (
							<>
								{typeof details.harnessStatus === "string" && <Mono>{details.harnessStatus}</Mono>}{" "}
								{Number.isNaN(testedAt) ? (
									"no test yet"
								) : (
									<>
										tested <RelativeTime at={testedAt} now={now} />
									</>
								)}
							</>
						),
					},
					{ term: "Identifier", value: <Mono wrap>{connector.overview?.identifier ?? "none"}</Mono> },
					{ term: "Observed", value: observed },
					...(changed.length > 0 ? [{ term: "Differs in", value: changed.join(", ") }] : []),
					...(messages.length > 0
						? [{ term: "In Harness's words", value: messages.map((text) => <p key={text}>{text}</p>) }]
						: []),
				]}
			/>
		</Card>
	);
}

function errorMessages({ harnessErrors }: CheckDetails): readonly string[] {
	if (!Array.isArray(harnessErrors)) return [];
	const found = harnessErrors.flatMap((entry: JsonValue): string[] => {
		if (typeof entry !== "object" || entry === null || !("message" in entry)) return [];
		return typeof entry.message === "string" && entry.message !== "" ? [entry.message] : [];
	});
	return [...new Set(found)];
}

function texts(value: JsonValue | undefined): readonly string[] {
	return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
