import { RolloutLinksCard } from "#components/launch/links-card.tsx";
import { type Draft, draftText } from "#components/setup/draft-values.ts";
import { FailureNotice } from "#components/setup/failure-notice.tsx";
import { LiveProvider } from "#components/setup/live-provider.tsx";
import { AccountNumber } from "#components/ui/account-number.tsx";
import type { Result } from "#lib/domain/result.ts";
import { DEFAULT_ROLLOUT_LAUNCH, type OrganizationUnit, type Rollout } from "#lib/domain/rollout.ts";
import type { Preflights } from "#lib/organizations/launch-preflight.ts";
import type { LaunchView } from "#lib/organizations/launch-view.ts";
import type { LaunchOptionsForm as Values } from "#lib/schemas/rollout-launch-schema.ts";
import { LaunchAside } from "./launch-aside.tsx";
import { LaunchBody } from "./launch-body.tsx";
import { LaunchOptions } from "./launch-options.tsx";
import { PreflightCard } from "./preflight-card.tsx";
import { RolloutFrame, stepHref } from "./rollout-frame.tsx";

export type LaunchStepProps = {
	readonly rollout: Rollout;
	readonly draft: Draft;
	/** As last seen; empty: nobody has looked. */
	readonly units: readonly OrganizationUnit[];
	readonly preflights: Preflights;
	/** Null: which accounts was not said yet. */
	readonly view: Result<LaunchView> | null;
	/** Of the console guide. */
	readonly ticks: readonly string[];
	readonly regions: readonly string[];
	readonly defaultRegion: string;
	readonly now: number;
};

/** Step 3: for which part, and the ways to do it. */
export function LaunchStep(props: LaunchStepProps) {
	const { rollout, draft, units, preflights, view, ticks, regions, defaultRegion, now } = props;
	const { id, version, kind, launchedAt } = rollout;
	return (
		<RolloutFrame
			rollout={rollout}
			step="launch"
			now={now}
			subtitle={<Subtitle rollout={rollout} />}
			aside={<LaunchAside kind={kind} />}
		>
			<LiveProvider>
				<LaunchOptions
					key={version}
					place={{ rolloutId: id, version }}
					kind={kind}
					isLaunched={launchedAt !== null}
					isSaved={rollout.launch !== null}
					defaultValues={optionValues(rollout, draft, defaultRegion)}
					units={units}
					regions={regions}
				/>
				{view !== null && !view.ok && <FailureNotice failure={view.failure} />}
				{view?.ok !== true && <PreflightCard items={preflights.stack} isLaunched={false} />}
				{view?.ok && (
					<LaunchBody
						rolloutId={id}
						kind={kind}
						way={rollout.launch?.way ?? "stack"}
						launchedAt={launchedAt?.getTime() ?? null}
						view={view.value}
						exceptionCount={rollout.features?.exceptions.length ?? 0}
						preflights={preflights}
						ticks={ticks}
						backHref={stepHref(id, "features")}
						send={
							kind === "organization" && (
								<RolloutLinksCard
									rolloutId={id}
									title="Somebody else owns the management account?"
									what="They need no account here: a link shows them what is asked and why, and this page sees when the roles are there."
								/>
							)
						}
					/>
				)}
			</LiveProvider>
		</RolloutFrame>
	);
}

function Subtitle({ rollout: { kind, managementAccountId } }: { readonly rollout: Rollout }) {
	if (kind === "list" || managementAccountId === null) {
		return <p>The same stack in every account makes one role in each. Nobody else can use that role.</p>;
	}
	return (
		<p>
			In the management account <AccountNumber value={managementAccountId} className="text-ink" />. One launch
			makes one role in every account: Harness can use it by its external ID, Rolebridge can only look, and
			nobody else gets in.
		</p>
	);
}

/** What is typed, else what is stored, else what most begin with. */
function optionValues({ launch, kind }: Rollout, draft: Draft, defaultRegion: string): Values {
	const stored = launch ?? { ...DEFAULT_ROLLOUT_LAUNCH, region: defaultRegion };
	const text = (field: string, value: string) => draftText(draft, field) ?? value;
	return {
		region: text("region", stored.region),
		stackName: text("stackName", stored.stackName),
		stackSetName: text("stackSetName", stored.stackSetName),
		waves: kind === "list" ? "" : text("waves", stored.waves.map((wave) => wave.join(" ")).join("\n")),
		stopAtFailingPercent: text("stopAtFailingPercent", String(stored.stopAtFailingPercent)),
		failureTolerancePercent: text("failureTolerancePercent", String(stored.failureTolerancePercent)),
		maxConcurrentPercent: text("maxConcurrentPercent", String(stored.maxConcurrentPercent)),
		delegatedAdministratorId: text("delegatedAdministratorId", stored.delegatedAdministratorId ?? ""),
		roleName: text("roleName", stored.role.roleName),
		rolePath: text("rolePath", stored.role.rolePath),
		permissionsBoundaryArn: text("permissionsBoundaryArn", stored.role.permissionsBoundaryArn),
	};
}
