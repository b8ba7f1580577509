import { Allowed } from "#components/shell/abilities.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { Card } from "#components/ui/card.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { ResultList, ResultRow } from "#components/ui/result-row.tsx";
import type { SignInTest } from "#lib/db/sign-in-settings-port.ts";
import { FAILURES } from "#lib/domain/failures.ts";
import { ROLE_INFO } from "#lib/domain/people.ts";

const HREF = `/api/auth/sso/start?${new URLSearchParams({ intent: "test", next: "/settings/sign-in" })}`;

/** A sign-in that lets nobody in and shows what it would have come to. */
export function SignInTestCard({ test, now }: { readonly test: SignInTest | null; readonly now: number }) {
	return (
		<Card
			title="Test sign-in"
			subtitle="Goes to the provider and back. It changes nobody's access and signs nobody in."
			aside={
				<Allowed to="trust.sign-in">
					<a href={HREF} className={buttonClass("default", "small")}>
						Test sign-in
					</a>
				</Allowed>
			}
			flush
		>
			<ResultList label="Test sign-in">
				{test === null ? (
					<ResultRow
						state="none"
						word="Not tested"
						title="Nobody has tested the provider as it is set up now"
					/>
				) : (
					<TestRow test={test} now={now} />
				)}
			</ResultList>
		</Card>
	);
}

function TestRow({ test, now }: { readonly test: SignInTest; readonly now: number }) {
	const aside = <RelativeTime at={test.at} now={now} />;
	if (test.failure !== null && test.name === null) {
		const { title, cause, fixes } = FAILURES[test.failure];
		return (
			<ResultRow state="bad" word="Failed" title={title} aside={aside}>
				<p>{test.detail ?? cause}</p>
				<p>{fixes[0]}</p>
			</ResultRow>
		);
	}
	const isIn = test.role !== null;
	return (
		<ResultRow
			state={isIn ? "ok" : "bad"}
			word={isIn ? "Passed" : "No access"}
			title={
				test.role === null
					? `${test.name} would not get in`
					: `${test.name} would come in as ${ROLE_INFO[test.role].label.toLowerCase()}`
			}
			aside={aside}
		>
			<p>{test.email === null ? "The provider gave no e-mail address." : test.email}</p>
			<p>
				{test.groups.length === 0 ? (
					"The provider named no groups. Check the scopes and the groups claim."
				) : (
					<>
						Groups: <Mono wrap>{test.groups.join(", ")}</Mono>
					</>
				)}
			</p>
		</ResultRow>
	);
}
