import { buttonClass } from "#components/ui/button-class.ts";
import { Card } from "#components/ui/card.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { DownloadIcon } from "#components/ui/icons.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { ExportFormat } from "#lib/domain/exports/export-forms.ts";
import type { ExportView } from "#lib/exports/export-view.ts";
import { FORM_WORDS, wordsOf } from "./form-words.ts";
import { withParams } from "./with-params.ts";

/** One form: its main file, what to type next, what is lost in it and who is left out. */
export function ExportForm({
	view,
	format,
	filesHref,
}: {
	readonly view: ExportView;
	readonly format: ExportFormat;
	readonly filesHref: string;
}) {
	const { main, limits, left, steps, formats } = view;
	const isUnknown =
		view.accounts + view.platform + left.length === 0 && formats.includes("terraform-organization");
	return (
		<>
			{isUnknown && (
				<Notice tone="info" title="No account is known yet">
					AWS names them once the rollout is launched. Until then, “
					{FORM_WORDS["terraform-organization"].title}” is the form whose connectors need no list.
				</Notice>
			)}
			<Card
				title={wordsOf(format, view.formats).title}
				subtitle={countWords(view)}
				aside={
					<div className="flex flex-wrap gap-2">
						<a
							href={withParams(filesHref, { format, as: "file" })}
							download=""
							className={buttonClass("default", "normal")}
						>
							<DownloadIcon />
							{main.path.slice(main.path.lastIndexOf("/") + 1)}
						</a>
						<a
							href={withParams(filesHref, { format, as: "zip" })}
							download=""
							className={buttonClass("primary", "normal")}
						>
							<DownloadIcon />
							All files (zip)
						</a>
					</div>
				}
			>
				<div className="flex flex-col gap-3">
					<p className="text-sm text-ink-2 lg:hidden">{wordsOf(format, view.formats).what}</p>
					<CodeBlock label={main.path} code={main.text} />
					{main.isCut && <p className="text-sm text-ink-2">Its beginning. The download has all of it.</p>}
					<Files view={view} />
				</div>
			</Card>
			{limits.length > 0 && (
				<Notice tone="warn" title="What Harness's Terraform provider cannot carry">
					<ul className="flex flex-col gap-1.5">
						{limits.map(({ what, accountIds }) => (
							<li key={what}>
								{what} <span className="whitespace-nowrap">{accountCount(accountIds.length)}.</span>
							</li>
						))}
					</ul>
				</Notice>
			)}
			<Card title="Next commands">
				<ol className="flex flex-col gap-4">
					{steps.map(({ what, commands }, index) => (
						<li key={what} className="flex flex-col gap-2">
							<p>{what}</p>
							{commands !== "" && <CodeBlock label={`Step ${index + 1}`} code={commands} />}
						</li>
					))}
				</ol>
			</Card>
			{left.length > 0 && (
				<Card flush label="Left out">
					<Disclosure row summary={`Left out: ${accountCount(left.length)}`}>
						<ul className="flex flex-col gap-1 text-sm text-ink-2">
							{left.map(({ accountId, why }, index) => (
								// biome-ignore lint/suspicious/noArrayIndexKey: an account may be left out more than once
								<li key={`${accountId}-${index}`}>
									{accountId !== "" && <Mono>{accountId}</Mono>} {why}
								</li>
							))}
						</ul>
					</Disclosure>
				</Card>
			)}
		</>
	);
}

function Files({ view: { files, hasMoreFiles } }: { readonly view: ExportView }) {
	return (
		<p className="text-sm text-ink-2 [overflow-wrap:anywhere]">
			In the archive:{" "}
			{files.map((path, index) => (
				<span key={path}>
					{index > 0 && ", "}
					<Mono wrap>{path}</Mono>
				</span>
			))}
			{hasMoreFiles && " and more"}.
		</p>
	);
}

function countWords({ accounts, platform, isPart }: ExportView): string {
	const connectors = `${platform.toLocaleString("en")} platform ${platform === 1 ? "connector" : "connectors"}`;
	const beside = platform === 0 ? "" : ` and ${connectors}`;
	const words = accounts === 0 && platform > 0 ? connectors : `${accountCount(accounts)}${beside}`;
	return isPart ? `The first ${words}; the download has all` : words;
}

function accountCount(count: number): string {
	return `${count.toLocaleString("en")} ${count === 1 ? "account" : "accounts"}`;
}
