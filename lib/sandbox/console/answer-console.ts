import { type HttpReply, jsonReply } from "../aws/http.ts";
import { isObject, type JsonObject } from "../aws/json.ts";
import type { HttpRequest } from "../aws/sigv4.ts";
import type { World } from "../aws/world.ts";
import { billingPage } from "./billing-page.ts";
import { cloudFormationPage } from "./cloudformation-page.ts";
import { consoleActions } from "./console-actions.ts";
import { homePage } from "./home-page.ts";
import { identityCenterPage } from "./identity-center-page.ts";
import { organizationsPage } from "./organizations-page.ts";

function pageFor(path: string): string {
	if (/^(\/console)?\/start(\/|$)/.test(path)) return identityCenterPage();
	if (path.startsWith("/console/cloudformation")) return cloudFormationPage();
	if (/^\/console\/(billing|costmanagement|cost-management)/.test(path)) return billingPage();
	if (path.startsWith("/console/organizations")) return organizationsPage();
	return homePage();
}

/** Pages that play the AWS console, and the calls that they make. */
export function answerConsole(world: World, request: HttpRequest): HttpReply {
	const call = /^\/console\/api\/([a-z-]+)$/.exec(request.path)?.[1];
	if (call === undefined)
		return {
			status: 200,
			headers: {
				"content-type": "text/html; charset=utf-8",
				"cache-control": "no-store",
				"content-security-policy":
					"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'self'",
			},
			body: pageFor(request.path),
		};
	const run = Object.hasOwn(consoleActions, call) ? consoleActions[call] : undefined;
	if (run === undefined) return jsonReply({ message: "No such call." }, 404);
	return jsonReply(run(world, readBody(request)));
}

function readBody(request: HttpRequest): JsonObject {
	const body: unknown =
		request.body.length === 0 ? {} : JSON.parse(Buffer.from(request.body).toString("utf8"));
	return isObject(body) ? body : {};
}
