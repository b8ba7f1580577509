import type { Metadata } from "next";
import { RotateExternalId } from "#components/lifecycle/rotate-external-id.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadRotate } from "#lib/loaders/changes.ts";

export const metadata: Metadata = { title: "External ID rotation" };

type PageProps = { readonly params: Promise<{ readonly id: string }> };

export default async function RotateExternalIdPage({ params }: PageProps) {
	await allow("/connectors/[id]/rotate");
	return <RotateExternalId page={await loadRotate((await params).id)} />;
}
