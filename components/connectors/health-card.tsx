import { Card } from "#components/ui/card.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { checkTitle } from "#lib/domain/check-titles.ts";
import { FAILURES } from "#lib/domain/failures.ts";
import type { HealthReason } from "#lib/domain/health.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";
import type { ConnectorDetail } from "#lib/loaders/connectors.ts";
import { HealthPill, healthLook } from "./health-pill.tsx";
import { healthWords } from "./health-words.ts";

/** The state, why, since when, the last proof, and what to do: the five things every state owes. */
export function HealthCard({ detail }: { readonly detail: ConnectorDetail }) {
	const { health, lastProofAt, now, connector } = detail;
	return (
		<Card label="Health" state={healthLook(health.state).state}>
			<div className="flex flex-wrap items-center gap-x-4 gap-y-1.5">
				<HealthPill health={health.state} />
				<span className="text-sm text-ink-2">
					since <RelativeTime at={health.since.getTime()} now={now} />
				</span>
				<span className="text-sm text-ink-2">
					last proof {lastProofAt === null ? "none yet" : <RelativeTime at={lastProofAt} now={now} />}
				</span>
				{health.validUntil !== null && (
					<span className="text-sm text-ink-2">
						{health.validUntil.getTime() > now ? "holds without a new check until " : "was good until "}
						<RelativeTime at={health.validUntil.getTime()} now={now} />
					</span>
				)}
			</div>
			<p className="mt-2.5">{wordsFor(detail).meaning}</p>
			{health.reasons.length > 0 && <Reasons reasons={health.reasons} detail={detail} />}
			<p className="mt-2.5">
				<b>What to do:</b> {connector.status === "draft" ? DRAFT_TODO : todo(detail)}
			</p>
		</Card>
	);
}

const DRAFT_TODO = "Go on with the set-up. What was saved is kept.";

function Reasons({ reasons, detail }: { reasons: readonly HealthReason[]; detail: ConnectorDetail }) {
	const rows = detail.checks.rows;
	return (
		<ul aria-label="Why" className="mt-2 list-disc pl-5 text-ink-2">
			{reasons.map(({ checkId, code }) => {
				const observed = rows.find((row) => row.checkId === checkId)?.observed;
				const isOld = code === "EVIDENCE_EXPIRED" || code === "EVIDENCE_MISSING";
				return (
					<li key={checkId}>
						<span className="text-ink">{checkTitle(checkId, detail.connector.destination)}.</span>{" "}
						{isOld
							? `${FAILURES[code].title}.`
							: (observed ?? (code === null ? "" : `${FAILURES[code].title}.`))}
					</li>
				);
			})}
		</ul>
	);
}

/** The likeliest fix of the first check that stands in the way; else what the state itself suggests. */
function todo(detail: ConnectorDetail): string {
	const { health } = detail;
	const code = health.reasons.find((reason) => reason.code !== null)?.code ?? null;
	return code === null || health.state === "quarantined" ? wordsFor(detail).todo : FAILURES[code].fixes[0];
}

function wordsFor({ health, connector }: ConnectorDetail) {
	const { destination } = connector;
	return healthWords(health.state, { destination, hasRole: derivedRoleArn(connector) !== null });
}
