import { FeatureDifference } from "#components/lifecycle/feature-difference.tsx";
import { LiveProvider } from "#components/setup/live-provider.tsx";
import { AccountNumber } from "#components/ui/account-number.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { featureWords, wordsOf } from "#lib/domain/destinations/words-of.ts";
import type { ReceiverView } from "#lib/launch-links/view.ts";
import { AskedPermissions } from "./asked-permissions.tsx";
import { LaunchFacts } from "./launch-facts.tsx";
import { LAUNCH_HEADING } from "./launch-heading.ts";
import { LaunchPage } from "./launch-page.tsx";
import { LaunchReceipt, Undo } from "./launch-receipt.tsx";
import { LaunchWays } from "./launch-ways.tsx";
import { requestIntro, requestTitle } from "./launch-words.ts";
import { plainWords } from "./plain-words.ts";
import { UpgradeAsked } from "./upgrade-asked.tsx";
import { WhoAsks } from "./who-asks.tsx";

/** The receiver's page: who asks for what, what it means, one button, and every other answer. */
export function LaunchRequest({ view }: { readonly view: ReceiverView }) {
	const { id, kind, destination, sender, live, way, requirements, offerable, undo } = view;
	return (
		<LiveProvider>
			<LaunchPage
				key={id}
				linkId={id}
				kind={kind}
				destination={destination}
				senderName={sender.name}
				initial={live}
				isBlind={kind === "connect" && view.template?.source === "harness" && view.trust.verifier === null}
				isReady={way.kind !== "not-ready"}
				offerable={offerable.map((feature) => ({
					feature,
					title: plainWords(feature, requirements, destination).title,
					name: featureWords(destination, feature).title,
				}))}
				fixed={requirements.features.filter((feature) => !offerable.includes(feature))}
				intro={<Intro view={view} />}
				asked={<Asked view={view} />}
				ways={<LaunchWays view={view} />}
				receipt={<LaunchReceipt view={view} />}
				undo={<Undo kind={kind} undo={undo} vendor={wordsOf(destination).product} />}
			/>
		</LiveProvider>
	);
}

function Intro({ view }: { readonly view: ReceiverView }) {
	const { kind, requirements, account, mode } = view;
	const vendor = wordsOf(view.destination).product;
	return (
		<>
			{mode === "sandbox" && (
				<Notice tone="info" title="Sandbox">
					This is a try-out: the AWS console behind the button is a stand-in, and no real account is touched.
				</Notice>
			)}
			<WhoAsks view={view} />
			<div>
				<h1 id={LAUNCH_HEADING} tabIndex={-1} className="text-display">
					{requestTitle(kind, requirements, vendor)} <AccountNumber value={account.id} />
				</h1>
				<p className="mt-2 text-ink-2">{requestIntro(kind, requirements, vendor)}</p>
			</div>
		</>
	);
}

/** What is asked for: the account and the role, then each permission. */
export function Asked({
	view,
	isPrinted = false,
}: {
	readonly view: ReceiverView;
	readonly isPrinted?: boolean;
}) {
	const { kind, difference, changedSinceSent, upgrade, requirements, costReportType } = view;
	return (
		<>
			{changedSinceSent !== null && changedSinceSent.length > 0 && (
				<>
					<Notice tone="warn" title={`${view.sender.name} changed the request after sending it`}>
						What follows is what is asked now. The check words are new, too.
					</Notice>
					<FeatureDifference difference={changedSinceSent} />
				</>
			)}
			<LaunchFacts view={view} isPrinted={isPrinted} />
			{difference !== null && difference.length > 0 && <FeatureDifference difference={difference} />}
			{upgrade !== null && <UpgradeAsked upgrade={upgrade} />}
			{kind !== "remove" && kind !== "rotate" && (
				<AskedPermissions
					requirements={requirements}
					costReportType={costReportType}
					destination={view.destination}
					isOpen={isPrinted}
				/>
			)}
		</>
	);
}
