import type { Metadata } from "next";
import { ApiDocs } from "#components/api-docs/api-docs.tsx";

export const metadata: Metadata = { title: "API" };

/** For everybody: the description holds nothing of this installation. */
export default function ApiDocsPage() {
	return <ApiDocs />;
}
