import type { Metadata } from "next";
import { ExportPage } from "#components/exports/export-page.tsx";
import { RolloutNav } from "#components/organizations/watch/rollout-head.tsx";
import type { QueryParams } from "#lib/domain/dashboard-query.ts";
import { allow } from "#lib/loaders/allow.ts";
import { loadRolloutExport } from "#lib/loaders/exports.ts";
import { loadRollout } from "#lib/loaders/rollouts.ts";

export const metadata: Metadata = { title: "Export as files" };

type FilesProps = {
	readonly params: Promise<{ readonly id: string }>;
	readonly searchParams: Promise<QueryParams>;
};

export default async function FilesPage({ params, searchParams }: FilesProps) {
	await allow("/organizations/[id]/files");
	const { id } = await params;
	const { rollout } = await loadRollout(id);
	return (
		<ExportPage
			page={await loadRolloutExport(id, await searchParams)}
			pageHref={`/organizations/${id}/files`}
			filesHref={`/api/export/rollouts/${id}/files`}
			setupHref={`/organizations/${id}/setup`}
			nav={rollout.status !== "draft" && <RolloutNav id={id} />}
		/>
	);
}
