import type { Context } from "#lib/context.ts";
import { type ExportFormat, exportFiles, formatsFor, mainFile } from "#lib/domain/exports/export-forms.ts";
import { isTerraform } from "#lib/domain/exports/is-terraform.ts";
import { type NextStep, nextSteps } from "#lib/domain/exports/next-steps.ts";
import { type ProviderLimit, providerLimits } from "#lib/domain/exports/provider-limits.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import { type ExportSubject, planOfSubject } from "./export-subject.ts";

/** A form to look at before it is taken: its main file, what is in it, and what to type next. */
export type ExportView = {
	readonly formats: readonly ExportFormat[];
	readonly main: { readonly path: string; readonly text: string; readonly isCut: boolean };
	/** The first few; there are as many more as there are accounts. */
	readonly files: readonly string[];
	readonly hasMoreFiles: boolean;
	readonly steps: readonly NextStep[];
	readonly limits: readonly ProviderLimit[];
	/** Accounts that are shown; with more, only the first so many stand in the preview. */
	readonly accounts: number;
	/** Platform connectors beside them. */
	readonly platform: number;
	readonly isPart: boolean;
	readonly left: readonly { readonly accountId: string; readonly why: string }[];
};

/** So many accounts are enough to see what a form looks like. */
const SHOWN_ACCOUNTS = 25;
const SHOWN_FILES = 12;
const SHOWN_CHARACTERS = 20_000;

/** What a form would look like, of the first accounts alone. */
export async function exportView(
	ctx: Context,
	{ subject, format }: { readonly subject: ExportSubject; readonly format: ExportFormat },
): Promise<Result<ExportView>> {
	const planned = await planOfSubject(ctx, subject, { format, limit: SHOWN_ACCOUNTS });
	if (!planned.ok) return planned;
	const plan = planned.value;
	const { path, text } = mainFile(plan, format);
	const files: string[] = [];
	let hasMoreFiles = false;
	for (const file of exportFiles(plan, format)) {
		if (files.length < SHOWN_FILES) files.push(file.path);
		else hasMoreFiles = true;
	}
	return ok({
		formats: formatsFor(plan),
		main: { path, text: text.slice(0, SHOWN_CHARACTERS), isCut: text.length > SHOWN_CHARACTERS },
		files,
		hasMoreFiles,
		steps: nextSteps(plan, format),
		limits: isTerraform(format) ? providerLimits(plan.accounts) : [],
		accounts: plan.accounts.length,
		platform: plan.platform.length,
		isPart: plan.accounts.length + plan.platform.length + plan.left.length >= SHOWN_ACCOUNTS,
		left: plan.left,
	});
}
