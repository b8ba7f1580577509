import { useState } from "react";
import { ActionFailureNotice } from "#components/setup/action-failure-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Pill } from "#components/ui/pill.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { StatusRegion } from "#components/ui/status-region.tsx";
import { finishWithoutProofAction } from "#lib/actions/lifecycle-actions.ts";
import { FAILURES } from "#lib/domain/failures.ts";
import type { OffboardProgress, OffboardView } from "#lib/loaders/offboard-view.ts";
import { usePress } from "./use-press.ts";

type ProofPartProps = {
	readonly view: OffboardView;
	readonly progress: OffboardProgress;
	readonly onChanged: () => void;
};

/** The third part: AWS refuses the right external ID. */
export function ProofPart({ view, progress, onChanged }: ProofPartProps) {
	const isProven = progress.accessRefusedAt !== null;
	const isOpen = !isProven && progress.status !== "offboarded";
	const words = progressWords(progress);
	return (
		<Card
			title="3. Proof that nobody gets in"
			state={isProven ? "ok" : "wait"}
			aside={<ProofPill isProven={isProven} isOpen={isOpen} canProve={progress.canProve} />}
		>
			<p className="text-ink-2">{words}</p>
			{progress.earlierRoleArn !== null && (
				<p className="mt-1.5 text-ink-2">
					Before, it had the role <Mono wrap>{progress.earlierRoleArn}</Mono>, which let Rolebridge in and is
					not asked any more. Look in IAM that it is gone, or that it trusts Rolebridge no longer.
				</p>
			)}
			{isOpen && progress.canProve && progress.askedAt !== null && (
				<p className="mt-1.5 text-sm text-ink-2">
					Last asked <RelativeTime at={progress.askedAt} now={Math.max(view.now, progress.askedAt)} />.
				</p>
			)}
			{isOpen && <FinishWithoutProof view={view} progress={progress} onChanged={onChanged} />}
			<StatusRegion>{isProven ? words : ""}</StatusRegion>
		</Card>
	);
}

function ProofPill(props: {
	readonly isProven: boolean;
	readonly isOpen: boolean;
	readonly canProve: boolean;
}) {
	if (props.isProven) return <Pill state="ok">Refused</Pill>;
	if (!props.isOpen) return <Pill state="none">Not proven</Pill>;
	return props.canProve ? <Pill state="wait">Asking</Pill> : <Pill state="none">Cannot be proven</Pill>;
}

function progressWords({ accessRefusedAt, canProve, status, answer }: OffboardProgress): string {
	if (accessRefusedAt !== null) {
		return "AWS refused the role to Rolebridge, with the external ID that was right until now.";
	}
	if (!canProve) {
		return "The role never let Rolebridge in, so a refusal would say nothing about it. Look in IAM that the role is gone, then finish without proof.";
	}
	if (status === "offboarded") return "AWS was not seen to refuse Rolebridge.";
	if (answer === null)
		return "Rolebridge asks AWS for the role with the right external ID until it is refused.";
	if (answer === "let-in") {
		return "The role still lets Rolebridge in. Once it is deleted, AWS refuses within seconds; it is asked every five seconds while this page is open, then less often for a day.";
	}
	return `AWS gave no answer that proves anything: ${FAILURES[answer].title}. It is asked again.`;
}

function FinishWithoutProof({ view, progress, onChanged }: ProofPartProps) {
	const [isAsked, setIsAsked] = useState(false);
	const { press, isPending, failure } = usePress();
	const connectorId = view.id;
	if (progress.harnessRemovedAt === null) return null;
	return (
		<div className="mt-3">
			<Button onClick={() => setIsAsked(true)}>Finish without proof</Button>
			<Dialog
				open={isAsked}
				onClose={() => setIsAsked(false)}
				title="Finish without proof?"
				actions={
					<>
						<Button onClick={() => setIsAsked(false)}>Go on waiting</Button>
						<Button
							tone="danger"
							pending={isPending}
							onClick={() =>
								press(
									() => finishWithoutProofAction({ connectorId }),
									() => {
										setIsAsked(false);
										onChanged();
									},
								)
							}
						>
							Finish without proof
						</Button>
					</>
				}
			>
				<p>
					AWS was not seen to refuse the role. If it is still there, whoever it trusts, Harness included, can
					still use it, and nothing here will watch it. The audit trail will say that you finished without
					proof.
				</p>
				<div className="mt-3 empty:hidden">
					<ActionFailureNotice failure={failure} />
				</div>
			</Dialog>
		</div>
	);
}
