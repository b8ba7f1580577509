import { LiveProvider } from "#components/setup/live-provider.tsx";
import { NEW_PLATFORM } from "#lib/domain/platform/platform-settings.ts";
import { LIBRARY } from "#lib/domain/policy/library.ts";
import { LIBRARY_GROUP_TITLES, LIBRARY_GROUPS } from "#lib/domain/policy/library-types.ts";
import type { PlatformTestStep as PlatformTestStepData } from "#lib/loaders/platform-setup.ts";
import { LazyTestBody } from "./lazy-parts.tsx";
import { backHref, PlatformFrame } from "./platform-frame.tsx";

/** Step 5: what the connector is for, what can be proven of it, and Harness's own test. */
export function PlatformTestStep({ step }: { readonly step: PlatformTestStepData }) {
	const { connector, live, roleArn, verifierStatement } = step;
	const { id, overview, platform } = connector;
	const { scope, tasks, taskBuckets } = platform ?? NEW_PLATFORM;
	return (
		<PlatformFrame
			connector={connector}
			step="test"
			now={live.now}
			subtitle="What Harness is to do there, what can be proven of it, and Harness's own test."
		>
			<LiveProvider>
				<LazyTestBody
					connectorId={id}
					name={overview?.name ?? ""}
					identifier={overview?.identifier ?? ""}
					accountId={overview?.awsAccountId ?? ""}
					scopeKind={scope.kind}
					live={live}
					roleArn={roleArn}
					verifierStatement={verifierStatement}
					tasks={tasks}
					taskBuckets={taskBuckets}
					taskGroups={TASK_GROUPS}
					backHref={backHref(connector, "test")}
				/>
			</LiveProvider>
		</PlatformFrame>
	);
}

/** Costs have a connector of their own; what is always needed is no choice. */
const TASK_GROUPS = LIBRARY_GROUPS.filter((group) => group !== "ccm" && group !== "all").map((group) => ({
	title: LIBRARY_GROUP_TITLES[group],
	tasks: LIBRARY.filter((entry) => entry.group === group && !entry.isAlwaysIn).map(
		({ id, title, description }) => ({ id, title, description }),
	),
}));
