import { Card } from "#components/ui/card.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Notice } from "#components/ui/notice.tsx";
import {
	cancelRotationAction,
	commitRotationAction,
	startRotationAction,
} from "#lib/actions/change-actions.ts";
import { hasHarnessSide } from "#lib/domain/destination.ts";
import type { RotatePage } from "#lib/loaders/changes.ts";
import { ActButton } from "./act-button.tsx";
import { AskAdministrator } from "./ask-administrator.tsx";
import { ChangeFrame } from "./change-frame.tsx";
import { HarnessIdCard } from "./harness-id-card.tsx";
import { RotationProgress } from "./rotation-progress.tsx";
import { StackWays } from "./stack-ways.tsx";

/** Our own external ID, from one to the next, in two updates of the stack. */
export function RotateExternalId({ page }: { readonly page: RotatePage }) {
	const { connector, blocked, refusal } = page;
	return (
		<ChangeFrame
			connector={connector}
			title="External ID rotation"
			subtitle="The role takes the old ID and the new one side by side until both are proved, so the connection never breaks."
			blocked={blocked}
		>
			<div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
				<div className="flex min-w-0 flex-col gap-4">
					{refusal === null ? (
						<OwnId page={page} />
					) : (
						<Notice tone="info" title="There is no external ID of Rolebridge's to rotate">
							{refusal}
						</Notice>
					)}
					{hasHarnessSide(connector) && (
						<HarnessIdCard externalId={page.harnessExternalId} isWrong={page.isHarnessIdWrong} />
					)}
				</div>
				{connector.rotation !== null && (
					<div className="flex min-w-0 flex-col gap-4">
						<RotationProgress connectorId={connector.id} live={page.live} />
						<Decisions page={page} />
					</div>
				)}
			</div>
		</ChangeFrame>
	);
}

function OwnId({ page }: { readonly page: RotatePage }) {
	const { connector } = page;
	const { rotation, verifierExternalId } = connector;
	if (rotation === null) {
		return (
			<Card
				title="Rolebridge's external ID"
				subtitle="Made at random by this installation, for this connector only."
			>
				<CopyField label="In use" value={verifierExternalId} />
				<div className="mt-4 flex flex-wrap items-center gap-2.5">
					<ActButton
						connectorId={connector.id}
						version={connector.version}
						act={startRotationAction}
						pendingLabel="Making a new ID…"
						tone="primary"
					>
						Start the rotation
					</ActButton>
				</div>
				<Disclosure summary="After a cancelled rotation" className="mt-3">
					<p className="mb-3">If the stack was given the new ID already, take it out again.</p>
					<StackWays stack={page.stack} />
				</Disclosure>
			</Card>
		);
	}
	const isCommitted = rotation.phase === "committed";
	return (
		<>
			<Card title="The two IDs">
				<div className="flex flex-col gap-3">
					<CopyField label={isCommitted ? "In use (the new one)" : "In use"} value={verifierExternalId} />
					<CopyField
						label={isCommitted ? "The old one, to be refused" : "The new one"}
						value={rotation.externalId}
					/>
				</div>
			</Card>
			{rotation.phase !== "proved" && (
				<Card
					title={isCommitted ? "Update the stack once more" : "Update the stack"}
					subtitle={
						isCommitted
							? "So that the role takes the new ID alone."
							: "So that the role takes the new ID beside the one in use."
					}
				>
					<StackWays stack={page.stack} />
					{page.trustPolicy !== "" && (
						<Disclosure summary="The role was made by hand">
							<p className="mb-2">Then its trust policy is to be this:</p>
							<CodeBlock label="Trust policy" code={page.trustPolicy} />
						</Disclosure>
					)}
				</Card>
			)}
			{rotation.phase !== "proved" && (
				<AskAdministrator key={rotation.phase} connectorId={connector.id} kind="rotate" />
			)}
		</>
	);
}

function Decisions({ page: { connector } }: { readonly page: RotatePage }) {
	const { rotation } = connector;
	if (rotation === null || rotation.phase === "committed") return null;
	const act = { connectorId: connector.id, version: connector.version };
	return (
		<div className="flex flex-wrap items-center gap-2.5">
			{rotation.phase === "proved" && (
				<ActButton {...act} act={commitRotationAction} pendingLabel="Taking it into use…" tone="primary">
					Use the new ID
				</ActButton>
			)}
			<ActButton {...act} act={cancelRotationAction} pendingLabel="Cancelling…">
				Cancel the rotation
			</ActButton>
		</div>
	);
}
