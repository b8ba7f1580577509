import type { Metadata } from "next";
import { Import } from "#components/import/import.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadImports } from "#lib/loaders/imports.ts";

export const metadata: Metadata = { title: "Import from Harness" };

type ImportProps = { readonly searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ImportPage({ searchParams }: ImportProps) {
	await allow("/connectors/import");
	const { page, operation } = await searchParams;
	const wanted = typeof page === "string" && /^[0-9]{1,5}$/.test(page) ? Number(page) : 1;
	const operationId = typeof operation === "string" && /^[a-z0-9]{20}$/.test(operation) ? operation : null;
	return <Import page={await loadImports(wanted)} operationId={operationId} />;
}
