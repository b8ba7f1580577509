"use client";

import { useState } from "react";
import { Card } from "#components/ui/card.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { correctTrustPolicy } from "#lib/domain/trust-policy/correct-trust-policy.ts";
import type { ExpectedTrust } from "#lib/domain/trust-policy/expected-trust.ts";
import { lintTrustPolicy } from "#lib/domain/trust-policy/lint-trust-policy.ts";
import { whoCanAssume } from "#lib/domain/trust-policy/who-can-assume.ts";
import type { TrustDoctorView } from "#lib/loaders/permissions.ts";
import { CorrectedPolicy } from "./corrected-policy.tsx";
import { FindingList } from "./finding-list.tsx";
import { PlainField } from "./plain-field.tsx";
import { readPolicyText } from "./policy-text.ts";
import { WhoCanAssumeTable } from "./who-can-assume-table.tsx";

type TrustDoctorProps = Pick<TrustDoctorView, "picked" | "expected" | "now">;

const NOBODY: ExpectedTrust = { harness: null, verifier: null };

/** Judges whatever policy stands in the field, as it is entered; nothing leaves the browser. */
export default function TrustDoctor({ picked, expected, now }: TrustDoctorProps) {
	const stored = picked?.policy ?? null;
	const [text, setText] = useState(stored === null ? "" : JSON.stringify(stored, null, 2));
	const read = readPolicyText(text);
	return (
		<div className="flex flex-col gap-4">
			<Standing picked={picked} expected={expected} now={now} />
			<Card title="Trust policy">
				<PlainField
					label="Trust policy as JSON"
					hint="As IAM shows it under Trust relationships, or as aws iam get-role answers."
					optional={false}
					rows={14}
					value={text}
					onChange={setText}
					error={read.kind === "wrong" ? read.message : undefined}
				/>
			</Card>
			{read.kind === "policy" && <Diagnosis policy={read.policy} expected={expected ?? NOBODY} />}
		</div>
	);
}

function Standing({ picked, expected, now }: TrustDoctorProps) {
	return (
		<>
			{expected === null && (
				<Notice
					tone="warn"
					title="Harness is not set up here"
					action={<LinkButton href="/settings">Settings</LinkButton>}
				>
					Without its account nobody can say which external ID is the right one; the policy is judged by its
					form alone.
				</Notice>
			)}
			{picked?.isPlatform === true && (
				<Notice tone="info" title="Only you know who assumes this role for Harness">
					A delegate, or the user of a key, does so by an identity of its own in AWS. Its entry is listed as
					somebody else's here; whether it is the right one is yours to judge.
				</Notice>
			)}
			{picked !== null && picked.readAt === null && (
				<Notice tone="info" title={`The policy of ${picked.name} was not read yet`}>
					Run the connector's checks, or paste the policy: it is judged for this connector.
				</Notice>
			)}
			{picked !== null && picked.readAt !== null && (
				<p className="text-sm text-ink-2">
					The policy of {picked.name}, as AWS gave it <RelativeTime at={picked.readAt} now={now} />. Changes
					in the field change nothing in AWS.
				</p>
			)}
		</>
	);
}

type DiagnosisProps = { readonly policy: unknown; readonly expected: ExpectedTrust };

function Diagnosis({ policy, expected }: DiagnosisProps) {
	const lint = lintTrustPolicy(policy, expected);
	const isJudged = expected.harness !== null || expected.verifier !== null;
	return (
		<>
			<FindingList title="Findings" findings={lint.findings} />
			<WhoCanAssumeTable principals={whoCanAssume(policy)} expected={expected} />
			{isJudged && (
				<CorrectedPolicy
					policy={policy}
					correction={correctTrustPolicy(policy, expected)}
					expectedPolicy={expected.harness === null ? null : lint.corrected}
				/>
			)}
		</>
	);
}
