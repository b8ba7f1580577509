import { Disclosure } from "#components/ui/disclosure.tsx";
import { Mono } from "#components/ui/mono.tsx";
import type { FeaturesProgress as Progress } from "#lib/domain/change-progress.ts";
import { type Destination, hasHarnessSide } from "#lib/domain/destination.ts";
import { featureWords } from "#lib/domain/destinations/words-of.ts";
import { FailureWords } from "./failure-words.tsx";
import type { ProgressStep } from "./progress-list.tsx";

/** What a change of features has come to, in the words of whom the role is for. */
export function featuresSteps(
	progress: Progress | undefined,
	destination: Destination,
): readonly ProgressStep[] {
	const hasRole = progress?.waitsFor === "harness";
	return [
		{
			title: "The role has the permissions",
			state: hasRole ? "done" : "now",
			children: progress !== undefined && !hasRole && (
				<Missing progress={progress} destination={destination} />
			),
		},
		{
			title: hasHarnessSide({ destination }) ? "Harness is updated" : "The new choice takes effect",
			state: hasRole ? "stuck" : "later",
			children: hasRole && (
				<>
					<p>{progress.observed}</p>
					<FailureWords code={progress.code} />
				</>
			),
		},
	];
}

type MissingProps = { readonly progress: Progress; readonly destination: Destination };

function Missing({ progress: { observed, missing, code }, destination }: MissingProps) {
	return (
		<>
			<p role="status">{observed}</p>
			<FailureWords code={code} />
			{missing.map(({ feature, actions }) => (
				<Disclosure
					key={feature}
					summary={`${featureWords(destination, feature).title}: ${actions.length} missing`}
				>
					<ul className="flex flex-col gap-1">
						{actions.map((action) => (
							<li key={action}>
								<Mono wrap>{action}</Mono>
							</li>
						))}
					</ul>
				</Disclosure>
			))}
		</>
	);
}
