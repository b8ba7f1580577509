import { LiveProvider } from "#components/setup/live-provider.tsx";
import { AccountNumber } from "#components/ui/account-number.tsx";
import { Card } from "#components/ui/card.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { type KeyValueItem, KeyValueList } from "#components/ui/key-value-list.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { RolloutReceiverView } from "#lib/launch-links/view.ts";
import { AskedPermissions } from "./asked-permissions.tsx";
import { CreateWays } from "./create-ways.tsx";
import { CheckWords, TemplateLine, TemplateReading, WhoMay } from "./launch-facts.tsx";
import { LAUNCH_HEADING } from "./launch-heading.ts";
import { LaunchPage } from "./launch-page.tsx";
import { Undo } from "./launch-receipt.tsx";
import { NotReady } from "./launch-ways.tsx";
import { WhoAsks } from "./who-asks.tsx";

type ViewProps = { readonly view: RolloutReceiverView };

/** The receiver's page for a whole organization: one stack in one account, and what it does in all the others. */
export function RolloutLaunchRequest({ view }: ViewProps) {
	const { id, kind, sender, live, way, undo } = view;
	return (
		<LiveProvider>
			<LaunchPage
				key={id}
				linkId={id}
				kind={kind}
				senderName={sender.name}
				initial={live}
				isBlind={false}
				isReady={way.kind !== "not-ready"}
				offerable={[]}
				fixed={[]}
				intro={<Intro view={view} />}
				asked={<RolloutAsked view={view} />}
				ways={<Ways view={view} />}
				receipt={<Receipt view={view} />}
				undo={<Undo kind={kind} undo={undo} />}
			/>
		</LiveProvider>
	);
}

function Intro({ view }: ViewProps) {
	return (
		<>
			{view.mode === "sandbox" && (
				<Notice tone="info" title="Sandbox">
					This is a try-out: the AWS console behind the button is a stand-in, and no real account is touched.
				</Notice>
			)}
			<WhoAsks view={view} />
			<div>
				<h1 id={LAUNCH_HEADING} tabIndex={-1} className="text-display">
					{ROLLOUT_TITLE} <AccountNumber value={view.account.id} />
				</h1>
				<p className="mt-2 text-ink-2">{rolloutIntro(view)}</p>
			</div>
		</>
	);
}

export const ROLLOUT_TITLE = "Connect your organization to Harness from";

export function rolloutIntro({ payer, waves, account }: RolloutReceiverView): string {
	const own = payer === null ? "" : " It gives this account a role of its own as well.";
	const later =
		waves > 1
			? ` The organization comes in ${waves} waves: for each further wave this same stack is updated with more units, by somebody who may in this account. Rolebridge cannot do it.`
			: "";
	const where = account.isDelegated ? "this account, which administers stack sets" : "this account";
	return `You create one CloudFormation stack in ${where}. It makes a stack set that puts one role into each account of the organizational units below, and takes it away again when an account leaves.${own}${later} You can delete the stack at any time, and all access ends with it.`;
}

/** What is asked for: where, what the stack makes, who may use it, then each permission. */
export function RolloutAsked({ view, isPrinted = false }: ViewProps & { readonly isPrinted?: boolean }) {
	const { requirements, payer, exceptions, template, roleTemplate } = view;
	return (
		<>
			<Card label="The request in facts" flush>
				<KeyValueList items={factsOf(view)} />
				{!isPrinted && template !== null && roleTemplate !== null && (
					<div className="border-t border-line">
						<Disclosure row summary="Read the template of this stack, and check that AWS gets the same">
							<TemplateReading template={template} />
						</Disclosure>
						<Disclosure row summary="Read the template of each account's role">
							<TemplateReading template={roleTemplate} />
						</Disclosure>
					</div>
				)}
			</Card>
			<AskedPermissions
				title="What the role in each account may do"
				requirements={requirements}
				costReportType={null}
				isOpen={isPrinted}
			/>
			{payer !== null && (
				<AskedPermissions title="What the role in this account may do" {...payer} isOpen={isPrinted} />
			)}
			{exceptions.map(({ whom, requirements: others }) => (
				<AskedPermissions
					key={whom}
					title={`Instead, in ${whom}`}
					requirements={others}
					costReportType={null}
					isOpen={isPrinted}
				/>
			))}
			<Card title="What Rolebridge reads here">
				<p className="text-ink-2">
					A second role in this account, <Mono>{view.readerRoleName}</Mono>, lets Rolebridge list the
					organization's accounts and units, and read how far this one stack set is. It can change nothing.
				</p>
			</Card>
		</>
	);
}

function factsOf(view: RolloutReceiverView): readonly KeyValueItem[] {
	const { account, units, accounts, roleName, stackSetName, trust, template, roleTemplate } = view;
	return [
		{
			term: "Account",
			value: (
				<>
					<AccountNumber value={account.id} />
					<span className="text-ink-2">
						{account.isDelegated ? " · delegated administrator of stack sets" : " · management account"}
					</span>
				</>
			),
		},
		{
			term: "Where to",
			value: (
				<ul>
					{units.map(({ id, path }) => (
						<li key={id}>
							{path !== null && <>{path} · </>}
							<Mono>{id}</Mono>
						</li>
					))}
					<li className="text-ink-2">
						{accounts === null
							? "and every account that joins them later"
							: `${accounts} accounts today, and every one that joins later`}
					</li>
				</ul>
			),
		},
		{ term: "Role in each", value: <Mono wrap>{roleName}</Mono> },
		{ term: "Stack set", value: <Mono wrap>{stackSetName}</Mono> },
		{ term: "Who may use them", value: <WhoMay trust={trust} /> },
		...(template === null ? [] : [{ term: "Template", value: <TemplateLine template={template} /> }]),
		...(roleTemplate === null
			? []
			: [{ term: "Role's template", value: <TemplateLine template={roleTemplate} /> }]),
		{ term: "Check words", value: <CheckWords view={view} /> },
	];
}

function Ways({ view: { id, way, account, sender } }: ViewProps) {
	if (way.kind === "not-ready") return <NotReady code={way.code} senderName={sender.name} />;
	return (
		<div className="flex flex-col gap-2">
			<CreateWays linkId={id} accountId={account.id} way={way} boxes={2} />
			<p className="text-sm text-ink-2">
				There are two boxes to tick: one because roles get names, the other because the template has a stack
				within it.
			</p>
		</div>
	);
}

function Receipt({ view }: ViewProps) {
	const { sender, undo, checkWords, stackSetName, readerRoleName } = view;
	const items: readonly KeyValueItem[] = [
		{
			term: "Stack",
			value: (
				<>
					<Mono wrap>{undo.stackName}</Mono> in {undo.region}
				</>
			),
		},
		{ term: "Stack set", value: <Mono wrap>{stackSetName}</Mono> },
		{ term: "Reader role", value: <Mono wrap>{readerRoleName}</Mono> },
		{ term: "Asked by", value: `${sender.name}${sender.email === sender.name ? "" : ` (${sender.email})`}` },
		{ term: "Check words", value: checkWords.join(" · ") },
	];
	return (
		<Card title="Receipt" flush>
			<KeyValueList items={items} />
			<div className="border-t border-line">
				<Disclosure row defaultOpen summary="How to undo it">
					<Undo kind="roll-out" undo={undo} />
				</Disclosure>
			</div>
		</Card>
	);
}
