import type { APIRequestContext } from "@playwright/test";
import { SANDBOX_HARNESS_ACCOUNT_ID, SANDBOX_HARNESS_API_KEY } from "../lib/sandbox/harness/constants.ts";
import type { SandboxOrganization } from "../lib/testing/sandbox-organization.ts";

/** The switches of both sandboxes, by HTTP: docs/sandbox.md names them all. */
export function sandboxOf(request: APIRequestContext) {
	const aws = `http://127.0.0.1:${process.env.SANDBOX_AWS_PORT ?? 4566}/_sandbox`;
	const harness = `http://127.0.0.1:${process.env.SANDBOX_HARNESS_PORT ?? 4567}/_sandbox`;

	async function call(method: string, url: string, data?: unknown, headers = {}): Promise<unknown> {
		const response = await request.fetch(url, { method, headers, ...(data !== undefined && { data }) });
		if (!response.ok()) throw new Error(`${method} ${url}: ${response.status()} ${await response.text()}`);
		return response.json().catch(() => null);
	}

	return {
		/** No faults; quick propagation and stacks, so that tests wait for nothing but the product. */
		async calm() {
			await call("DELETE", `${aws}/faults`);
			await call("PATCH", `${aws}/faults`, { propagationDelayMs: 0, stackStepMs: 0, stackSetStepMs: 0 });
			await call("DELETE", `${harness}/faults`);
		},
		awsFaults: (faults: object) => call("PATCH", `${aws}/faults`, faults),
		awsRule: (rule: object) => call("POST", `${aws}/faults/rules`, rule),
		organizationDeny: (deny: object) => call("POST", `${aws}/faults/organization-denies`, deny),
		harnessFaults: (faults: object) => call("POST", `${harness}/faults`, faults),
		putRole: (role: object) => call("PUT", `${aws}/roles`, role),
		putReport: (report: object) => call("PUT", `${aws}/reports`, report),
		putBucket: (bucket: object) => call("PUT", `${aws}/buckets`, bucket),
		putObject: (object: object) => call("PUT", `${aws}/objects`, object),
		/** A management account with its tree of units and accounts. */
		putOrganization: (organization: object) =>
			call("PUT", `${aws}/organizations`, organization) as Promise<SandboxOrganization>,
		/** What happens to an account of an organization: stack sets follow. */
		changeAccount: (change: "join" | "leave" | "move" | "state", body: object) =>
			call("POST", `${aws}/organizations/${change}`, body),
		setOrganization: (what: "trust" | "delegates" | "policies", body: object) =>
			call("PUT", `${aws}/organizations/${what}`, body),
		putAccount: (account: object) => call("PUT", `${aws}/accounts`, account),
		awsRequests: () => call("GET", `${aws}/requests`) as Promise<readonly AwsRequest[]>,
		forgetAwsRequests: () => call("DELETE", `${aws}/requests`),
		/** Harness's connectors API, used by somebody other than the product. */
		callHarness(method: string, path: string, data?: unknown, place: Readonly<Record<string, string>> = {}) {
			const base = harness.replace("/_sandbox", "/gateway/ng/api/connectors");
			const query = new URLSearchParams({ accountIdentifier: SANDBOX_HARNESS_ACCOUNT_ID, ...place });
			const url = `${base}${path}?${query}`;
			return call(method, url, data, { "x-api-key": SANDBOX_HARNESS_API_KEY });
		},
		harnessState: () => call("GET", `${harness}/state`) as Promise<unknown>,
		harnessRequests: () => call("GET", `${harness}/requests`) as Promise<unknown>,
	};
}

export type Sandbox = ReturnType<typeof sandboxOf>;
type AwsRequest = {
	readonly service: string;
	readonly action: string;
	readonly targetAccount: string | null;
	readonly errorCode: string | null;
};
