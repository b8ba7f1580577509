import { Card } from "#components/ui/card.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { ResultList } from "#components/ui/result-row.tsx";
import type { SettingsPage, TemplateStatus } from "#lib/loaders/settings.ts";
import { CheckAgain } from "./check-again.tsx";
import { EditableBy } from "./editable-by.tsx";
import { OwnResultRow } from "./own-result-row.tsx";
import { PARTITION_NAMES } from "./partition-names.ts";
import { TemplateForm } from "./template-form.tsx";

export function TemplatePanel({ page }: { readonly page: SettingsPage }) {
	const { settings, templates, fixedTemplates, now } = page;
	const { templateSource, templateUrl, organizationTemplateUrl, defaultRegion, version } = settings;
	return (
		<Card title="Template" subtitle="What launch links create roles from." flush>
			<div className="flex flex-col gap-4 px-4.5 py-4">
				{fixedTemplates.map((variable) => (
					<Notice key={variable} tone="info" title="The server's environment names a template">
						<Mono wrap>{variable}</Mono> is set and goes before what is chosen here.
					</Notice>
				))}
				<EditableBy ability="trust.template">
					<TemplateForm
						key={version}
						{...{ templateSource, templateUrl, organizationTemplateUrl, defaultRegion, version }}
					/>
				</EditableBy>
				<HowToPublish />
			</div>
			<div className="flex flex-wrap items-center justify-between gap-2.5 border-t border-line px-4.5 py-3">
				<h3>What CloudFormation says of it</h3>
				<CheckAgain what="template" lastAt={oldest(templates)} />
			</div>
			<ResultList label="Templates">
				{templates.map((status) => (
					<TemplateRow key={`${status.what} ${status.partition}`} status={status} now={now} />
				))}
			</ResultList>
		</Card>
	);
}

function oldest(templates: readonly TemplateStatus[]): number | null {
	const times = templates.map(({ check }) => check?.result.checkedAt.getTime());
	const known = times.filter((time) => time !== undefined);
	return known.length < times.length ? null : Math.min(...known);
}

function TemplateRow({ status, now }: { readonly status: TemplateStatus; readonly now: number }) {
	const { partition, url, check } = status;
	const name = templateName(status);
	return (
		<OwnResultRow title={`${name} in ${PARTITION_NAMES[partition]}`} result={check?.result ?? null} now={now}>
			<p>
				<Mono wrap>{url}</Mono>
			</p>
			{check?.sha256 != null && (
				<p>
					SHA-256 <Mono wrap>{check.sha256}</Mono>
				</p>
			)}
		</OwnResultRow>
	);
}

function templateName({ what, source }: TemplateStatus): string {
	if (what === "organization") return "Rolebridge's template for whole organizations";
	return source === "ours" ? "Rolebridge's template" : "Harness's template";
}

function HowToPublish() {
	return (
		<Disclosure summary="How to upload Rolebridge's templates">
			<div className="flex flex-col gap-2 text-ink-2">
				<p>
					Run this where Rolebridge is installed, with AWS credentials that may write to the bucket. It
					uploads{" "}
					<a href="/templates/harness-ccm-role.yaml" download>
						harness-ccm-role.yaml
					</a>{" "}
					and{" "}
					<a href="/templates/harness-ccm-organization.yaml" download>
						harness-ccm-organization.yaml
					</a>{" "}
					under their digests and prints the URLs to enter above. The stack of{" "}
					<a href="/templates/rolebridge-operator.yaml" download>
						rolebridge-operator.yaml
					</a>{" "}
					makes a fitting bucket.
				</p>
				<CodeBlock label="Command" code="npm run templates:publish -- --bucket your-template-bucket" />
			</div>
		</Disclosure>
	);
}
