import Link from "next/link";
import { Mono } from "#components/ui/mono.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { SwaggerUi } from "./swagger-ui.tsx";

const DOCUMENT = "/api/v1/openapi.json";

/** What programs can ask for, to read and to try out. */
export function ApiDocs() {
	return (
		<main className="mx-auto flex w-full max-w-[72rem] flex-col gap-4 px-4 py-6 sm:px-6">
			<p>
				<Link href="/">Rolebridge</Link>
			</p>
			<PageHeader
				title="API"
				subtitle={
					<>
						REST under <Mono>/api/v1</Mono>, described by <a href={DOCUMENT}>OpenAPI 3.1</a>. Press
						“Authorize” and paste an API key to try requests out from here; the key stays in this tab.
					</>
				}
			/>
			<SwaggerUi url={DOCUMENT} />
		</main>
	);
}
