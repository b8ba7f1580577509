import { type ReactNode, useState } from "react";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { type LaunchState, RoleByCommand, RoleLaunch } from "./role-launch.tsx";

type RoleWaysProps = {
	readonly launch: LaunchState;
	readonly accountId: string;
	/** What a role that exists must trust, as JSON; empty where it is not known. */
	readonly trustPolicy: string;
	/** The vendor's own test can vouch for a role that does not trust us. */
	readonly hasHarnessSide: boolean;
	/** The role is there: the link is no longer the next thing to press. */
	readonly isDone: boolean;
	readonly onLaunch: () => void;
	/** The checklist of the IAM console; null: none is offered. */
	readonly manual: ReactNode;
	/** Where the ARN of a role that exists is pasted. */
	readonly paste: ReactNode;
};

/** The ways to a role. */
export function RoleWays(props: RoleWaysProps) {
	const { launch, accountId, isDone, onLaunch, manual, paste } = props;
	const [hasRole, setHasRole] = useState(false);
	return (
		<Tabs
			label="How to create the role"
			onChange={(id) => id === "existing" && setHasRole(true)}
			tabs={[
				{
					id: "console",
					label: "In the AWS console",
					content: <RoleLaunch launch={launch} isDone={isDone} onLaunch={onLaunch} />,
				},
				{
					id: "cli",
					label: "AWS CLI",
					content: <RoleByCommand launch={launch} kind="cli" accountId={accountId} />,
				},
				{
					id: "terraform",
					label: "Terraform",
					content: <RoleByCommand launch={launch} kind="terraform" accountId={accountId} />,
				},
				...(manual === null ? [] : [{ id: "manual", label: "By hand in IAM", content: manual }]),
				{
					id: "existing",
					label: "I already have a role",
					content: <ExistingRole {...props}>{hasRole && paste}</ExistingRole>,
				},
			]}
		/>
	);
}

type ExistingRoleProps = Pick<RoleWaysProps, "trustPolicy" | "hasHarnessSide"> & {
	readonly children: ReactNode;
};

function ExistingRole({ trustPolicy, hasHarnessSide, children }: ExistingRoleProps) {
	return (
		<div className="flex flex-col gap-4">
			<p className="text-sm text-ink-2">
				{hasHarnessSide
					? "A role that you made yourself, or one that Harness uses already. For full proof its trust policy is this; a role that trusts only Harness works too, and its health then rests on Harness's own test."
					: "A role that you made yourself, or one that is in use already. Its trust policy must be this: only a role that trusts Rolebridge too can be proven and finished."}
			</p>
			{trustPolicy !== "" && <CodeBlock label="Trust policy that the role needs" code={trustPolicy} />}
			{children}
		</div>
	);
}
