import { wordsOf } from "#lib/domain/destinations/words-of.ts";
import { neighbourStep } from "#lib/domain/setup.ts";
import type { TestStep as TestStepData } from "#lib/loaders/test-step.ts";
import { HandOver } from "./hand-over.tsx";
import { LiveProvider } from "./live-provider.tsx";
import { StepFrame } from "./step-frame.tsx";
import { TestBody } from "./test-body.tsx";

/** Step 5: everything is tried, then the connector is registered. */
export function TestStep({ step }: { readonly step: TestStepData }) {
	const { connector, live, correctedTrustPolicy, harnessLinks } = step;
	const { id, overview, requirements, costReport } = connector;
	const back = neighbourStep("test", connector, "previous") ?? "role";
	const { product, handOver } = wordsOf(connector.destination);
	return (
		<StepFrame
			connector={connector}
			step="test"
			now={live.now}
			subtitle={<p>Each line is something that was tried just now, not something that was told.</p>}
		>
			<LiveProvider>
				<TestBody
					connectorId={id}
					name={overview?.name ?? ""}
					accountId={overview?.awsAccountId ?? ""}
					live={live}
					correctedTrustPolicy={correctedTrustPolicy}
					harnessLinks={harnessLinks}
					hasCosts={requirements?.features.includes("BILLING") === true && costReport?.kind === "own"}
					hasAutoStopping={requirements?.features.includes("OPTIMIZATION") === true}
					vendor={product}
					handOver={handOver && <HandOver connector={connector} handOver={handOver} roleArn={step.roleArn} />}
					backHref={`/connectors/${id}/setup/${back}`}
				/>
			</LiveProvider>
		</StepFrame>
	);
}
