"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { LiveErrorNotice } from "#components/setup/live-error-notice.tsx";
import { getLive, nudge } from "#components/setup/live-fetch.ts";
import { LiveProvider } from "#components/setup/live-provider.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { OffboardProgress, OffboardView } from "#lib/loaders/offboard-view.ts";
import { BeginOffboarding } from "./begin-offboarding.tsx";
import { CredentialsLeft } from "./credentials-left.tsx";
import { HarnessPart } from "./harness-part.tsx";
import { ProofPart } from "./proof-part.tsx";

const LOOK_MS = 1_500;
const LOOK_AFTER_ERROR_MS = 5_000;
const HEARTBEAT_MS = 5_000;

type LiveOffboardProps = {
	readonly view: OffboardView;
	/** What to delete in AWS. */
	readonly children: ReactNode;
};

/** The three parts as they stand, kept true while one looks. */
export function LiveOffboard(props: LiveOffboardProps) {
	return (
		<LiveProvider>
			<Parts {...props} />
		</LiveProvider>
	);
}

function Parts({ view, children }: LiveOffboardProps) {
	const { progress, error, refresh } = useOffboardProgress(view.id, view.progress);
	// Only Harness ever had those credentials: there is nothing here that AWS could refuse.
	const hasNoProof = view.isPlatform && !progress.canProve && progress.earlierRoleArn === null;
	if (progress.startedAt === null) return <BeginOffboarding view={view} onBegun={refresh} />;
	return (
		<>
			<LiveErrorNotice error={error} />
			{progress.status === "offboarded" &&
				(hasNoProof ? (
					<EndedInHarness isLeft={progress.harnessOutcome === "unknown"} />
				) : (
					<Ended progress={progress} vendor={view.atVendor?.product ?? null} />
				))}
			<HarnessPart view={view} progress={progress} onChanged={refresh} />
			{view.isPlatform && <CredentialsLeft roleArn={view.roleArn} />}
			{progress.status !== "offboarded" && children}
			{!hasNoProof && <ProofPart view={view} progress={progress} onChanged={refresh} />}
		</>
	);
}

function useOffboardProgress(connectorId: string, initial: OffboardProgress) {
	const router = useRouter();
	const base = `/api/live/connectors/${connectorId}/offboarding`;
	const { data, error, refetch } = useQuery({
		queryKey: ["offboarding", connectorId],
		queryFn: ({ signal }) => getLive<OffboardProgress>(base, signal),
		initialData: initial,
		refetchInterval: ({ state }) => {
			if (state.error !== null) return LOOK_AFTER_ERROR_MS;
			return isWaiting(state.data) ? LOOK_MS : false;
		},
		refetchOnWindowFocus: "always",
	});
	// Makes the worker ask AWS, also from a background tab: the stack is deleted in another one.
	useQuery({
		queryKey: ["offboarding-watch", connectorId],
		queryFn: () => nudge(`${base}/watch`),
		enabled: isWaiting(data),
		refetchInterval: HEARTBEAT_MS,
		refetchIntervalInBackground: true,
		refetchOnWindowFocus: "always",
	});
	return {
		progress: data,
		error,
		refresh: () => {
			void refetch();
			router.refresh();
		},
	};
}

/** AWS is still to refuse us. */
function isWaiting(progress: OffboardProgress | undefined): boolean {
	if (progress === undefined || progress.startedAt === null || progress.status === "offboarded") return false;
	return progress.canProve && progress.accessRefusedAt === null;
}

function EndedInHarness({ isLeft }: { readonly isLeft: boolean }) {
	return (
		<Notice tone={isLeft ? "warn" : "ok"} live="status" title="Offboarded">
			{isLeft
				? "A record in Harness that may be its was left as it is."
				: "Nothing of it is left in Harness."}{" "}
			The audit trail is kept, and the account can be connected again.
		</Notice>
	);
}

type EndedProps = { readonly progress: OffboardProgress; readonly vendor: string | null };

function Ended({ progress, vendor }: EndedProps) {
	return progress.isUnproven ? (
		<Notice tone="warn" live="status" title="Offboarded without proof">
			Somebody said that the role is gone; AWS was not seen to refuse Rolebridge. The audit trail says who.
		</Notice>
	) : (
		<Notice tone="ok" live="status" title="Offboarded">
			{vendor === null
				? "Nothing of it is left in Harness, and AWS refuses its role to Rolebridge."
				: `AWS refuses its role to Rolebridge. If nobody did so yet, remove it at ${vendor} too.`}{" "}
			The audit trail is kept, and the account can be connected again.
		</Notice>
	);
}
