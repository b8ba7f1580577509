import Link from "next/link";
import { FailureNotice } from "#components/setup/failure-notice.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { Card } from "#components/ui/card.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { DownloadIcon } from "#components/ui/icons.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { cn } from "#lib/cn.ts";
import type { ExportFormat } from "#lib/domain/exports/export-forms.ts";
import type { ExportView } from "#lib/exports/export-view.ts";
import type { ExportPageView } from "#lib/loaders/exports.ts";
import { FORM_WORDS, STACK_SET_WORDS } from "./form-words.ts";

export type ExportPageProps = {
	readonly page: ExportPageView;
	/** This page's own address, with what it is about. */
	readonly pageHref: string;
	/** Where the files come from, with the same. */
	readonly filesHref: string;
	/** Where what is missing can be filled in. */
	readonly setupHref?: string;
};

/** One plan in many forms: what each looks like, its files, and what to type next. */
export function ExportPage({ page, pageHref, filesHref, setupHref }: ExportPageProps) {
	const { title, format, view, failure } = page;
	return (
		<>
			<PageHeader
				eyebrow={title}
				title="Export as files"
				subtitle="The same plan for other tools. No file holds a secret: each reads it from where it is run."
			/>
			<div className="grid items-start gap-4 lg:grid-cols-[17rem_minmax(0,1fr)]">
				<Forms page={page} pageHref={pageHref} />
				<div className="flex min-w-0 flex-col gap-4">
					{failure !== null && <FailureNotice failure={failure} />}
					{failure?.code === "ROLLOUT_INCOMPLETE" && setupHref !== undefined && (
						<div>
							<LinkButton href={setupHref} tone="primary">
								Go on with the set-up
							</LinkButton>
						</div>
					)}
					{view !== null && <Form view={view} format={format} filesHref={filesHref} />}
				</div>
			</div>
		</>
	);
}

function Forms({ page: { format, formats }, pageHref }: Omit<ExportPageProps, "filesHref">) {
	return (
		<nav aria-label="Forms" className="rounded border border-line bg-paper shadow-lift">
			<ul className="max-lg:grid max-lg:grid-cols-2">
				{formats.map((each) => {
					const { title, what } = wordsOf(each, formats);
					return (
						<li key={each} className="border-line lg:border-t lg:first:border-t-0">
							<Link
								href={withParams(pageHref, { format: each })}
								scroll={false}
								aria-current={each === format ? "page" : undefined}
								className={cn(
									"block border-l-3 px-3.5 py-2.5 text-ink no-underline hover:bg-wash",
									each === format ? "border-l-brand bg-wash" : "border-l-transparent",
								)}
							>
								<span className="font-medium">{title}</span>
								<span className="block text-sm text-ink-2 max-lg:hidden">{what}</span>
							</Link>
						</li>
					);
				})}
			</ul>
		</nav>
	);
}

function wordsOf(format: ExportFormat, formats: readonly ExportFormat[]) {
	const hasStackSet = formats.includes("terraform-accounts");
	return (hasStackSet ? STACK_SET_WORDS[format] : undefined) ?? FORM_WORDS[format];
}

function Form({
	view,
	format,
	filesHref,
}: {
	readonly view: ExportView;
	readonly format: ExportFormat;
	readonly filesHref: string;
}) {
	const { main, limits, left, steps, formats } = view;
	const isUnknown = view.accounts + left.length === 0 && formats.includes("terraform-organization");
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

function countWords({ accounts, isPart }: ExportView): string {
	return isPart ? `The first ${accountCount(accounts)}; the download has all` : accountCount(accounts);
}

function accountCount(count: number): string {
	return `${count.toLocaleString("en")} ${count === 1 ? "account" : "accounts"}`;
}

function withParams(href: string, params: Readonly<Record<string, string>>): string {
	const [path = "", search = ""] = href.split("?");
	const all = new URLSearchParams(search);
	for (const [name, value] of Object.entries(params)) all.set(name, value);
	return `${path}?${all}`;
}
