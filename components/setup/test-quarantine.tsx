import { CodeBlock } from "#components/ui/code-block.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { ChecksView } from "#lib/loaders/checks-view.ts";

type TestQuarantineProps = {
	readonly view: ChecksView;
	readonly correctedTrustPolicy: string | null;
	/** Whom the role is for. */
	readonly vendor: string;
};

const GUARDING = ["external-id-required", "external-id-exact", "trust-policy"];

/** The one state without a way out but to put the role right. */
export function TestQuarantine({ view, correctedTrustPolicy, vendor }: TestQuarantineProps) {
	const failed = view.rows.filter(({ checkId, state }) => GUARDING.includes(checkId) && state === "failed");
	const isOpen = failed.some(({ code }) => code !== "TRUST_POLICY_REFUSES_HARNESS");
	return (
		<Notice
			tone="bad"
			live="alert"
			title={`In quarantine: this role ${isOpen ? "lets in more than it should" : `does not let ${vendor} in`}`}
		>
			<ul className="list-disc pl-5">
				{failed.map(({ checkId, observed }) => (
					<li key={checkId}>{observed}</li>
				))}
			</ul>
			<p className="mt-2">
				The connector cannot be finished, by nobody's word, until the checks pass. Replace the role's trust
				policy with the one below, or update the stack with the template, then press <b>Run checks again</b>.
				{isOpen && " Look in CloudTrail for AssumeRole calls that you do not know."}
			</p>
			{correctedTrustPolicy !== null && (
				<CodeBlock label="Corrected trust policy" code={correctedTrustPolicy} className="mt-3" />
			)}
		</Notice>
	);
}
