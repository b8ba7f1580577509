import { Card } from "#components/ui/card.tsx";
import { type KeyValueItem, KeyValueList } from "#components/ui/key-value-list.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Pill } from "#components/ui/pill.tsx";
import type { State } from "#components/ui/state.ts";
import type { SeenStackSet } from "#lib/domain/rollout.ts";

/** What CloudFormation said of the stack set when it was last read. */
export function StackSetCard({ stackSet }: { readonly stackSet: SeenStackSet }) {
	const { name, operation, isAutoDeploymentOn, isManagedExecutionOn } = stackSet;
	const items: readonly KeyValueItem[] = [
		{ term: "Name", value: <Mono wrap>{name}</Mono> },
		{
			term: "Joining accounts",
			value: onOff(
				isAutoDeploymentOn,
				"Get their stack by themselves",
				"Are not followed: automatic deployment is off",
			),
		},
		{
			term: "Operations",
			value: onOff(isManagedExecutionOn, "Run side by side (managed execution)", "Run one after another"),
		},
		{
			term: "Newest operation",
			value:
				operation === null ? (
					"None yet"
				) : (
					<>
						<Pill state={OPERATION_STATES[operation.status] ?? "none"}>
							{sentence(operation.action)} · {operation.status.toLowerCase()}
						</Pill>
						{operation.reason !== null && (
							<p className="mt-1 text-sm text-ink-2 [overflow-wrap:anywhere]">{operation.reason}</p>
						)}
					</>
				),
		},
	];
	return (
		<Card title="Stack set" flush>
			<KeyValueList items={items} />
		</Card>
	);
}

function sentence(word: string): string {
	return `${word.slice(0, 1)}${word.slice(1).toLowerCase()}`.replaceAll("_", " ");
}

function onOff(isOn: boolean | null, on: string, off: string): string {
	return isOn === null ? "AWS did not say" : isOn ? on : off;
}

const OPERATION_STATES: Readonly<Record<string, State>> = {
	QUEUED: "wait",
	RUNNING: "wait",
	STOPPING: "warn",
	STOPPED: "warn",
	FAILED: "bad",
	// Green is our own proof's alone: that a stack was made proves no role.
	SUCCEEDED: "none",
};
