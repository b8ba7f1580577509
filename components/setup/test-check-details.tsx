import { StsRegionsNote } from "#components/sts-regions/sts-regions-note.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { absoluteWords } from "#components/ui/time-words.ts";
import type { CheckDetails, JsonValue } from "#lib/domain/check.ts";
import type { CheckRow } from "#lib/loaders/checks-view.ts";
import { DetailTable } from "./test-detail-table.tsx";
import { textOf } from "./test-detail-text.ts";

export function hasDetails({ checkedAt, state, details, requestId }: CheckRow): boolean {
	if (state === "skipped") return requestId !== null || Object.keys(details).length > 0;
	return checkedAt !== null;
}

/** The evidence behind a row: tables for what we know, JSON for the rest, AWS's own words last. */
export function CheckDetailsView({ row }: { readonly row: CheckRow }) {
	const { details, requestId, region, checkedAt, code } = row;
	return (
		<div className="flex flex-col gap-3">
			<Known row={row} />
			{code === "REGION_DISABLED" && <StsRegionsNote partition="aws" />}
			<Rest details={details} />
			{typeof details.awsMessage === "string" && (
				<p className="[overflow-wrap:anywhere]">
					<b>AWS said</b>
					{typeof details.awsCode === "string" && ` (${details.awsCode})`}: {details.awsMessage}
				</p>
			)}
			<p className="flex flex-wrap items-center gap-x-3">
				{checkedAt !== null && <span>Checked {absoluteWords(checkedAt)}</span>}
				{region !== null && <span>Region {region}</span>}
				{requestId !== null && (
					<span>
						Request <Mono wrap>{requestId}</Mono> <CopyButton value={requestId} label="Copy request id" />
					</span>
				)}
				{code !== null && (
					<span>
						Code <Mono>{code}</Mono>
					</span>
				)}
			</p>
		</div>
	);
}

function Known({ row: { title, details } }: { readonly row: CheckRow }) {
	return (
		<>
			<DetailTable
				of={title}
				caption="Actions asked for"
				list={details.actions}
				columns={[
					["action", "Action"],
					["verdict", "Answer"],
					["resource", "Resource"],
				]}
			/>
			<DetailTable
				of={title}
				caption="Who may assume the role"
				list={details.whoCanAssume}
				columns={[
					["principal", "Principal"],
					["kind", "Kind"],
					["needs", "Needs"],
				]}
			/>
			<DetailTable
				of={title}
				caption="Cases decided by the policy's words"
				list={details.cases}
				columns={[
					["who", "Who"],
					["externalId", "With"],
					["decision", "Decision"],
					["reason", "Reason"],
				]}
			/>
			<DetailTable
				of={title}
				caption="External IDs tried"
				list={details.probes}
				columns={[
					["kind", "What differs"],
					["answer", "Answer"],
				]}
			/>
			<DetailTable
				of={title}
				caption="Settings that differ"
				list={details.problems}
				columns={[
					["setting", "Setting"],
					["wanted", "Needed"],
					["found", "Found"],
				]}
			/>
			<DetailTable
				of={title}
				caption="Whom this report serves"
				list={details.readers}
				columns={[
					["reader", "Reader"],
					["isServed", "Served"],
					["advice", "What that means"],
				]}
			/>
			<DetailTable
				of={title}
				caption="Harness said"
				list={details.harnessErrors}
				columns={[
					["reason", "Reason"],
					["message", "Harness's hint"],
				]}
			/>
			{details.policy !== undefined && details.policy !== null && (
				<CodeBlock label="Trust policy as AWS has it" code={JSON.stringify(details.policy, null, 2)} />
			)}
		</>
	);
}

const SHOWN = new Set([
	"actions",
	"whoCanAssume",
	"cases",
	"probes",
	"problems",
	"readers",
	"harnessErrors",
	"policy",
	"awsMessage",
	"awsCode",
]);

/** Facts without a table of their own, one a line; lists joined, empty ones left out. */
function Rest({ details }: { readonly details: CheckDetails }) {
	const facts = Object.entries(details).filter(([key, value]) => !SHOWN.has(key) && !isEmpty(value));
	if (facts.length === 0) return null;
	return (
		<dl className="grid gap-x-4 gap-y-0.5 sm:grid-cols-[minmax(7rem,max-content)_minmax(0,1fr)]">
			{facts.map(([key, value]) => (
				<div key={key} className="contents">
					<dt>{labelOf(key)}</dt>
					<dd className="text-ink [overflow-wrap:anywhere]">{textOf(value)}</dd>
				</div>
			))}
		</dl>
	);
}

function isEmpty(value: JsonValue): boolean {
	return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

/** "templateVersion" → "Template version". */
function labelOf(key: string): string {
	const words = key.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
	return words.charAt(0).toUpperCase() + words.slice(1);
}
