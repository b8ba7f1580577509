import { FeatureActions } from "#components/setup/feature-actions.tsx";
import { Card } from "#components/ui/card.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { KeyValueList } from "#components/ui/key-value-list.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { declineTemplateAction, reconsiderTemplateAction } from "#lib/actions/change-actions.ts";
import { FEATURE_INFO } from "#lib/domain/feature-info.ts";
import { formatTemplateVersion } from "#lib/domain/template-version.ts";
import type { UpgradePage } from "#lib/loaders/changes.ts";
import { ActButton } from "./act-button.tsx";
import { AskAdministrator } from "./ask-administrator.tsx";
import { ChangeFrame } from "./change-frame.tsx";
import { StackWays } from "./stack-ways.tsx";
import { UpgradeCheck } from "./upgrade-check.tsx";

/** From the template that the role was made by to the newest one. */
export function UpgradeTemplate({ page }: { readonly page: UpgradePage }) {
	const { connector, blocked, isCurrent, live } = page;
	const isDirect = connector.proof === "direct";
	return (
		<ChangeFrame
			connector={connector}
			title="Template upgrade"
			subtitle={<Summary page={page} />}
			blocked={blocked}
		>
			<div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
				<div className="flex min-w-0 flex-col gap-4">
					{!isDirect && <MoveToOurs />}
					{isDirect && <Gains page={page} />}
					{!isCurrent && (
						<Card title="Update the stack" subtitle="Every parameter that is not named keeps its value.">
							<StackWays stack={page.stack} />
						</Card>
					)}
					{!isCurrent && <AskAdministrator connectorId={connector.id} kind="upgrade" />}
				</div>
				<div className="flex min-w-0 flex-col gap-4">
					<Versions page={page} />
					<UpgradeCheck connectorId={connector.id} live={live} />
					{!isCurrent && <Decision page={page} />}
				</div>
			</div>
		</ChangeFrame>
	);
}

function Summary({ page }: { readonly page: UpgradePage }) {
	const { connector, newestVersion, missing, missingPolicies, isCurrent } = page;
	const newest = formatTemplateVersion(newestVersion);
	if (connector.templateVersion === null) {
		return connector.proof === "harness"
			? "The role was made from Harness's own template, or by hand."
			: "The role bears no version: it was made by hand, or not looked into yet.";
	}
	const own = formatTemplateVersion(connector.templateVersion);
	if (isCurrent) return `The role is at version ${own}, the newest.`;
	const names = missing.flatMap(({ feature }) => (feature === null ? [] : [FEATURE_INFO[feature].title]));
	const count = missing.flatMap(({ actions }) => actions).length + missingPolicies.length;
	const gain = `adds ${count} ${count === 1 ? "permission" : "permissions"}`;
	const forWhat = names.length === 0 ? "" : ` for ${names.join(", ")}`;
	if (own === newest) return `The role is at version ${own}, yet what it may do differs from it.`;
	return `The role is at version ${own}; version ${newest} ${count === 0 ? "adds no permissions" : gain + forWhat}.`;
}

function MoveToOurs() {
	return (
		<Notice tone="info" title="Move to Rolebridge's template">
			A role made from Harness's own template lets in Harness only, so its health rests on Harness's word. The
			same stack can be updated to Rolebridge's template: the role keeps its name and its ARN, Harness keeps
			its access, and Rolebridge may look at the role, read-only, under an external ID of its own. Everything
			is then proven by Rolebridge's own checks.
		</Notice>
	);
}

function Gains({
	page: { missing, missingPolicies, extra, isCurrent, observed },
}: {
	readonly page: UpgradePage;
}) {
	if (isCurrent || observed === null) return null;
	const isEqual = missing.length + missingPolicies.length + extra.length === 0;
	return (
		<Card title="What it changes" flush>
			{isEqual && <p className="px-4.5 py-3">The permissions are the same; only the version differs.</p>}
			<ul>
				{missing.map(({ feature, actions }) => (
					<li key={feature} className="border-t border-line px-4.5 py-3.5 first:border-t-0">
						<h3 className="font-semibold">
							{feature === null ? "The role itself" : FEATURE_INFO[feature].title}
						</h3>
						<Disclosure
							defaultOpen={actions.length <= 5}
							summary={`+ ${actions.length} ${actions.length === 1 ? "permission" : "permissions"} added`}
						>
							<FeatureActions actions={actions} />
						</Disclosure>
					</li>
				))}
				{missingPolicies.length > 0 && <Listed title="Policies attached" items={missingPolicies} />}
				{extra.length > 0 && <Listed title="Taken away: no chosen feature needs it" items={extra} />}
			</ul>
		</Card>
	);
}

function Listed({ title, items }: { readonly title: string; readonly items: readonly string[] }) {
	return (
		<li className="border-t border-line px-4.5 py-3.5 first:border-t-0">
			<h3 className="font-semibold">{title}</h3>
			<ul className="mt-1 text-sm">
				{items.map((item) => (
					<li key={item}>
						<Mono wrap>{item}</Mono>
					</li>
				))}
			</ul>
		</li>
	);
}

function Versions({ page: { connector, newestVersion, observed, live } }: { readonly page: UpgradePage }) {
	const { templateVersion } = connector;
	return (
		<Card title="Versions" flush>
			<KeyValueList
				items={[
					{
						term: "The role",
						value: templateVersion === null ? "Not known" : formatTemplateVersion(templateVersion),
					},
					{ term: "Newest template", value: formatTemplateVersion(newestVersion) },
					{
						term: "Looked at",
						value:
							observed === null ? (
								"Not yet"
							) : (
								<RelativeTime at={observed.checkedAt.getTime()} now={live.now} />
							),
					},
				]}
			/>
		</Card>
	);
}

function Decision({ page: { connector, declination, newestVersion } }: { readonly page: UpgradePage }) {
	const act = { connectorId: connector.id, version: connector.version };
	if (declination !== null) {
		return (
			<Notice
				tone="info"
				title="Declined"
				action={
					<ActButton {...act} act={reconsiderTemplateAction} pendingLabel="Noting it…">
						Reconsider
					</ActButton>
				}
			>
				{declination.by} declined version {formatTemplateVersion(newestVersion)} on{" "}
				{declination.at.toISOString().slice(0, 10)}. It is not held against the connector until there is a
				newer one.
			</Notice>
		);
	}
	return (
		<div className="flex flex-wrap items-center gap-2.5">
			<ActButton {...act} act={declineTemplateAction} pendingLabel="Noting it…">
				Decline this version
			</ActButton>
		</div>
	);
}
