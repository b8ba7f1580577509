// What each route of the API answers to the methods that it does not take, as its own file lists them, and to the
// question which ones it takes.
import { ROUTES } from "#lib/auth/access.ts";
import { problemOf } from "../problem.ts";

function methodNotAllowed(request: Request): Response {
	const response = problemOf({ code: "API_METHOD_NOT_ALLOWED" });
	response.headers.set("allow", allowed(request));
	return response;
}

/** No page elsewhere may use the API: nothing but the methods is told. */
export function OPTIONS(request: Request): Response {
	return new Response(null, { status: 204, headers: { allow: allowed(request) } });
}

function allowed({ url }: Request): string {
	return methodsOf(new URL(url).pathname).join(", ");
}

/** The methods that the table of routes has for this path. */
function methodsOf(pathname: string): readonly string[] {
	const methods = Object.keys(ROUTES).flatMap((key) => {
		const [method = "", path = ""] = key.split(" ");
		if (path.includes("...")) return [];
		const pattern = new RegExp(`^${path.replaceAll(".", "\\.").replaceAll(/\[\w+\]/g, "[^/]+")}/?$`);
		return pattern.test(pathname) ? [method] : [];
	});
	return methods.includes("GET") ? ["GET", "HEAD", ...methods.filter((method) => method !== "GET")] : methods;
}

export const DELETE = methodNotAllowed;
export const GET = methodNotAllowed;
export const PATCH = methodNotAllowed;
export const POST = methodNotAllowed;
export const PUT = methodNotAllowed;
