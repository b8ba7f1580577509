import type { Metadata } from "next";
import { ApiKeysView } from "#components/api-keys/api-keys-view.tsx";
import { allow } from "#lib/loaders/allow.ts";
import { loadApiKeys } from "#lib/loaders/api-keys.ts";

export const metadata: Metadata = { title: "API keys" };

export default async function ApiKeysPage() {
	await allow("/settings/api-keys");
	return <ApiKeysView page={await loadApiKeys()} />;
}
