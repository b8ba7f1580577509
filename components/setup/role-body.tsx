"use client";

import { useRouter } from "next/navigation";
import {
	lazy,
	type ReactNode,
	Suspense,
	useCallback,
	useEffect,
	useRef,
	useState,
	useTransition,
} from "react";
import { CopyField } from "#components/ui/copy-field.tsx";
import { markLaunchedAction } from "#lib/actions/setup-actions.ts";
import type { RoleOptions as Options } from "#lib/domain/connector.ts";
import type { Failure } from "#lib/domain/failures.ts";
import type { RoleView } from "#lib/loaders/role-view.ts";
import { failureOf } from "./action-failure.ts";
import { ActionFailureNotice } from "./action-failure-notice.tsx";
import { LiveErrorNotice } from "./live-error-notice.tsx";
import { RoleAwait } from "./role-await.tsx";
import { RoleFoot } from "./role-foot.tsx";
import type { LaunchState } from "./role-launch.tsx";
import { RoleMore } from "./role-more.tsx";
import { RoleWays } from "./role-ways.tsx";
import { useRoleView } from "./use-role-view.ts";

// The form is seldom needed: what it is made of is loaded when it is opened.
const RolePaste = lazy(async () => ({ default: (await import("./role-paste.tsx")).RolePaste }));

export type RoleBodyProps = {
	readonly connectorId: string;
	readonly version: number;
	readonly accountId: string;
	readonly roleName: string;
	readonly roleArn: string;
	readonly pastedArn: string;
	/** Whom the role is for. */
	readonly vendor: string;
	/** The vendor's own test can vouch for a role that does not trust us. */
	readonly hasHarnessSide: boolean;
	/** The vendor's external ID that follows from settings; null: it is not known, or stands above. */
	readonly externalId: string | null;
	readonly defaultRoleName: string;
	/** What a role that exists must trust, as JSON; empty where it is not known. */
	readonly trustPolicy: string;
	readonly launch: LaunchState;
	readonly options: Options;
	readonly regions: readonly string[];
	readonly defaultRegion: string;
	readonly live: RoleView;
	readonly backHref: string;
	readonly nextHref: string;
	/** The way to hand this step to somebody else. */
	readonly send: ReactNode;
	/** The role by hand: a checklist. */
	readonly manual: ReactNode;
	/** Made by the server: the template, the policies, who is trusted. */
	readonly reading: ReactNode;
};

export function RoleBody(props: RoleBodyProps) {
	const { connectorId, version, accountId, roleArn, pastedArn, launch, nextHref } = props;
	const router = useRouter();
	const { view, error } = useRoleView(connectorId, props.live);
	const [isGoing, startGoing] = useTransition();
	const [said, setSaid] = useState<"nothing" | "saying" | "complete">("nothing");
	const [failure, setFailure] = useState<Failure | "unreachable" | null>(null);
	const [isPasting, setIsPasting] = useState(false);
	const [wasFound] = useState(props.live.found);
	const keepNow = useRef(async () => true);
	useFreshLink(launch, view);

	const leaveTo = useCallback(
		(href: string) =>
			startGoing(async () => {
				await keepNow.current();
				router.push(href);
			}),
		[router],
	);
	const goOn = useCallback(() => leaveTo(nextHref), [leaveTo, nextHref]);
	const paste = (
		<Suspense>
			<RolePaste {...{ connectorId, version, accountId, pastedArn }} onSaved={() => setIsPasting(false)} />
		</Suspense>
	);
	const mayContinue = view.found || view.state === "skipped" || pastedArn !== "" || said === "complete";

	async function sayComplete() {
		setSaid("saying");
		const why = await failureOf(() => markLaunchedAction({ connectorId }));
		setFailure(why);
		setSaid(why === null ? "complete" : "nothing");
	}

	return (
		<>
			<RoleWays
				launch={launch}
				accountId={accountId}
				trustPolicy={props.trustPolicy}
				hasHarnessSide={props.hasHarnessSide}
				isDone={mayContinue}
				onLaunch={async () => setFailure(await failureOf(() => markLaunchedAction({ connectorId })))}
				manual={props.manual}
				paste={isPasting ? null : paste}
			/>
			{props.send}
			<LiveErrorNotice error={error} />
			<ActionFailureNotice failure={failure} />
			<RoleAwait
				view={view}
				roleName={props.roleName}
				isUnreachable={launch.link?.usesHarnessTemplate === true && pastedArn === ""}
				isNews={view.found && !wasFound}
				onGoOn={goOn}
				said={said}
				onComplete={() => void sayComplete()}
				isPasting={isPasting}
				onPasting={setIsPasting}
				paste={paste}
			/>
			<CopyField
				label="Role ARN"
				value={roleArn}
				hint={
					pastedArn === ""
						? "Derived from the account and the role's name; nobody need type it."
						: "Pasted. Saving the options below goes back to the derived one."
				}
			/>
			{props.externalId !== null && (
				<CopyField
					label="External ID"
					value={props.externalId}
					hint="Harness's: the same for every AWS account of your Harness account. It cannot be edited."
				/>
			)}
			<RoleMore
				{...{ connectorId, version, keepNow }}
				vendor={props.vendor}
				defaultRoleName={props.defaultRoleName}
				options={props.options}
				regions={props.regions}
				defaultRegion={props.defaultRegion}
				reading={props.reading}
				onSaved={() => setSaid("nothing")}
			/>
			<RoleFoot
				backHref={props.backHref}
				mayContinue={mayContinue}
				isGoing={isGoing}
				onContinue={goOn}
				onExit={() => leaveTo("/")}
			/>
		</>
	);
}

/** When a link becomes ready, or ceases to be, the server is asked for the page anew: once for each change. */
function useFreshLink(launch: LaunchState, { launchReady, launchCode }: RoleView): void {
	const router = useRouter();
	const isOld = launchReady !== (launch.link !== null) || (!launchReady && launchCode !== launch.code);
	const wanted = isOld ? `${launchReady} ${launchCode}` : null;
	useEffect(() => {
		if (wanted !== null) router.refresh();
	}, [wanted, router]);
}
