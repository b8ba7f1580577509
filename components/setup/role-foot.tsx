"use client";

import { Button } from "#components/ui/button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { StepFoot } from "#components/ui/step-layout.tsx";

type RoleFootProps = {
	readonly backHref: string;
	readonly mayContinue: boolean;
	readonly isGoing: boolean;
	readonly onContinue: () => void;
	readonly onExit: () => void;
};

export function RoleFoot({ backHref, mayContinue, isGoing, onContinue, onExit }: RoleFootProps) {
	return (
		<div>
			<StepFoot back={<LinkButton href={backHref}>Back</LinkButton>}>
				<Button tone="quiet" onClick={onExit}>
					Save and exit
				</Button>
				<Button
					tone={mayContinue ? "primary" : "default"}
					disabled={!mayContinue}
					aria-describedby={mayContinue ? undefined : "continue-when"}
					pending={isGoing}
					pendingLabel="Opening…"
					onClick={onContinue}
				>
					Continue
				</Button>
			</StepFoot>
			{!mayContinue && (
				<p id="continue-when" className="mt-2 text-right text-sm text-ink-2">
					Continue opens when the role answers, or when you say that the stack is complete.
				</p>
			)}
		</div>
	);
}
