import { can } from "#lib/auth/abilities.ts";
import { ROUTES } from "#lib/auth/access.ts";
import { ROLES } from "#lib/domain/access.ts";
import type { ApiRoute } from "#lib/rest/endpoints.ts";
import { openApiDocument } from "#lib/rest/openapi.ts";
import packageJson from "../../../../package.json" with { type: "json" };

export { DELETE, OPTIONS, PATCH, POST, PUT } from "../method-not-allowed.ts";

let text: string | null = null;

/** The API's description: the same for everybody, made once, with nothing of this installation in it. */
export function GET() {
	text ??= JSON.stringify(openApiDocument({ version: packageJson.version, roleFor }));
	return new Response(text, { headers: { "content-type": "application/json", "cache-control": "no-cache" } });
}

function roleFor(route: ApiRoute) {
	return ROLES.find((role) => can(role, ROUTES[route])) ?? "administrator";
}
