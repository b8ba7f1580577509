// Every page and route, so that a label never holds an id or what a stranger typed.
const ROUTES = [
	"/",
	"/sign-in",
	"/change-password",
	"/incidents",
	"/incidents/[id]",
	"/report",
	"/metrics",
	"/connectors",
	"/connectors/new",
	"/connectors/import",
	"/connectors/[id]",
	"/connectors/[id]/report",
	"/connectors/[id]/setup",
	"/connectors/[id]/setup/[step]",
	"/connectors/[id]/add-proof",
	"/connectors/[id]/features",
	"/connectors/[id]/upgrade",
	"/connectors/[id]/rotate",
	"/connectors/[id]/offboard",
	"/settings",
	"/settings/verifier",
	"/settings/limits",
	"/settings/notifications",
	"/settings/notifications/new",
	"/settings/notifications/[id]",
	"/api/health/live",
	"/api/health/ready",
	"/api/live/dashboard",
	"/api/live/installation",
	"/api/live/operations/[id]",
	"/api/live/connectors/[id]/[what]",
	"/api/live/connectors/[id]/offboarding/watch",
	"/api/reports/fleet",
	"/api/reports/connectors/[id]",
] as const;

const PATTERNS = ROUTES.map((route) => ({
	route,
	// What has a page of its own is no id.
	pattern: new RegExp(`^${route.replace(/\[\w+\]/g, "[\\w.~%-]{1,200}")}$`),
	placeholders: route.split("[").length,
})).sort((a, b) => a.placeholders - b.placeholders);

/** The route of a request's path, for a label: `/connectors/k3f…/setup/role` → `/connectors/[id]/setup/[step]`. */
export function routeOf(url: string): string {
	const path = url.split("?")[0] ?? "";
	if (path.startsWith("/_next/") || path.startsWith("/templates/")) return "static";
	if (path.startsWith("/api/auth/")) return "/api/auth/[...all]";
	if (path.startsWith("/api/export/")) return "/api/export/[what]";
	return PATTERNS.find(({ pattern }) => pattern.test(path))?.route ?? "other";
}
