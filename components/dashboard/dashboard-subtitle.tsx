"use client";

import { Link } from "#components/ui/link.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { numberWords, timeWords } from "./chart-words.ts";
import { useLiveDashboard } from "./live-dashboard.tsx";

/** How many there are, when the last one was proven, and whether these lines are still kept true. */
export function DashboardSubtitle() {
	const { view, made, stopped } = useLiveDashboard();
	const { all, newestProofAt } = view.totals;
	return (
		<p>
			{numberWords(all)} {all === 1 ? "account" : "accounts"}
			{newestProofAt !== null && (
				<>
					{" · last proof "}
					<RelativeTime at={newestProofAt} now={made.now} />
				</>
			)}
			<span role="status">
				{stopped !== null && !stopped.isSignedOut && (
					<> · Live updates stopped at {timeWords(stopped.at)} UTC; trying again</>
				)}
				{stopped?.isSignedOut && (
					<>
						{" · You are signed out, and this is from before. "}
						<Link href="/sign-in" className="link">
							Sign in
						</Link>
					</>
				)}
			</span>
		</p>
	);
}
