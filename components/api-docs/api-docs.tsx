import { Link } from "#components/ui/link.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { SwaggerUi } from "./swagger-ui.tsx";

const DOCUMENT = "/api/v1/openapi.json";

/** What programs can ask for, to read and to try out. */
export function ApiDocs() {
	return (
		// No <main> of ours: Swagger UI brings one, around the requests.
		<div className="mx-auto flex w-full max-w-[72rem] flex-col gap-4 px-4 py-6 sm:px-6">
			<nav aria-label="Rolebridge">
				<Link href="/">Rolebridge</Link>
			</nav>
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
		</div>
	);
}
