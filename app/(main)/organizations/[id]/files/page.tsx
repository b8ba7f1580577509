import type { Metadata } from "next";
import { ExportPage } from "#components/exports/export-page.tsx";
import type { QueryParams } from "#lib/domain/dashboard-query.ts";
import { allow } from "#lib/loaders/allow.ts";
import { loadRolloutExport } from "#lib/loaders/exports.ts";

export const metadata: Metadata = { title: "Export as files" };

type FilesProps = {
	readonly params: Promise<{ readonly id: string }>;
	readonly searchParams: Promise<QueryParams>;
};

export default async function FilesPage({ params, searchParams }: FilesProps) {
	await allow("/organizations/[id]/files");
	const { id } = await params;
	return (
		<ExportPage
			page={await loadRolloutExport(id, await searchParams)}
			pageHref={`/organizations/${id}/files`}
			filesHref={`/api/export/rollouts/${id}/files`}
			setupHref={`/organizations/${id}/setup`}
		/>
	);
}
