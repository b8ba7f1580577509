import { type SigningKeys, signRequest } from "../aws/sigv4.ts";

/** What Harness's servers may ask of AWS: signed by hand, sent to the AWS sandbox. */
export type AwsEndpoint = { readonly url: string; readonly region: string };
export type AwsReply =
	| { readonly ok: true; readonly text: string }
	| { readonly ok: false; readonly httpStatus: number; readonly code: string; readonly message: string };

type Call = {
	readonly service: string;
	readonly method: "GET" | "POST";
	readonly path?: string;
	readonly query?: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string;
};

async function send(endpoint: AwsEndpoint, keys: SigningKeys, call: Call): Promise<AwsReply> {
	const { path = "/", query = "", body = "" } = call;
	const base = new URL(endpoint.url);
	const unsigned = {
		method: call.method,
		path,
		query,
		headers: { host: base.host, ...call.headers },
		body: Buffer.from(body),
	};
	const now = Date.now();
	const headers = signRequest(unsigned, keys, { region: endpoint.region, service: call.service, now });
	// fetch sets the host itself.
	const { host: _, ...sent } = headers;
	const response = await fetch(`${base.origin}${path}${query === "" ? "" : `?${query}`}`, {
		method: call.method,
		headers: sent,
		body: call.method === "GET" ? null : body,
		signal: AbortSignal.timeout(30_000),
	});
	const text = await response.text();
	if (response.ok) return { ok: true, text };
	return { ok: false, httpStatus: response.status, ...errorOf(text) };
}

function errorOf(text: string): { code: string; message: string } {
	const fromXml = { code: tag(text, "Code") ?? "", message: tag(text, "Message") ?? "" };
	if (fromXml.code !== "") return fromXml;
	return { code: /"__type"\s*:\s*"([^"]*)"/.exec(text)?.[1] ?? "", message: text.slice(0, 500) };
}

const ENTITIES: Readonly<Record<string, string>> = {
	"&lt;": "<",
	"&gt;": ">",
	"&amp;": "&",
	"&quot;": '"',
	"&apos;": "'",
};

/** The text of the first element of this name. */
export function tag(xml: string, name: string): string | null {
	const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
	return text?.replace(/&(?:lt|gt|amp|quot|apos);/g, (entity) => ENTITIES[entity] ?? entity) ?? null;
}

export function blocks(xml: string, name: string): readonly string[] {
	return [...xml.matchAll(new RegExp(`<${name}>([\\s\\S]*?)</${name}>`, "g"))].map(
		([, inner]) => inner ?? "",
	);
}

function formCall(service: string, fields: Readonly<Record<string, string>>): Call {
	return {
		service,
		method: "POST",
		headers: { "content-type": "application/x-www-form-urlencoded" },
		body: new URLSearchParams(fields).toString(),
	};
}

export async function assumeRole(
	endpoint: AwsEndpoint,
	keys: SigningKeys,
	role: { readonly arn: string; readonly externalId: string; readonly sessionName: string },
): Promise<{ readonly keys: SigningKeys } | Extract<AwsReply, { ok: false }>> {
	const fields = {
		Action: "AssumeRole",
		Version: "2011-06-15",
		RoleArn: role.arn,
		RoleSessionName: role.sessionName,
		...(role.externalId === "" ? {} : { ExternalId: role.externalId }),
	};
	return sessionOf(await send(endpoint, keys, formCall("sts", fields)));
}

/** AWS takes this call from anybody; its sandbox takes signed calls only. */
export async function assumeRoleWithWebIdentity(
	endpoint: AwsEndpoint,
	keys: SigningKeys,
	role: { readonly arn: string; readonly sessionName: string; readonly token: string },
): Promise<{ readonly keys: SigningKeys } | Extract<AwsReply, { ok: false }>> {
	const fields = {
		Action: "AssumeRoleWithWebIdentity",
		Version: "2011-06-15",
		RoleArn: role.arn,
		RoleSessionName: role.sessionName,
		WebIdentityToken: role.token,
	};
	return sessionOf(await send(endpoint, keys, formCall("sts", fields)));
}

function sessionOf(reply: AwsReply): { readonly keys: SigningKeys } | Extract<AwsReply, { ok: false }> {
	if (!reply.ok) return reply;
	return {
		keys: {
			accessKeyId: tag(reply.text, "AccessKeyId") ?? "",
			secretAccessKey: tag(reply.text, "SecretAccessKey") ?? "",
			sessionToken: tag(reply.text, "SessionToken") ?? undefined,
		},
	};
}

export function describeRegions(endpoint: AwsEndpoint, keys: SigningKeys): Promise<AwsReply> {
	return send(endpoint, keys, formCall("ec2", { Action: "DescribeRegions", Version: "2016-11-15" }));
}

export function simulate(
	endpoint: AwsEndpoint,
	keys: SigningKeys,
	asked: {
		readonly roleArn: string;
		readonly actions: readonly string[];
		readonly resources: readonly string[];
	},
): Promise<AwsReply> {
	const numbered = (name: string, values: readonly string[]) =>
		Object.fromEntries(values.map((value, index) => [`${name}.member.${index + 1}`, value]));
	const fields = {
		Action: "SimulatePrincipalPolicy",
		Version: "2010-05-08",
		PolicySourceArn: asked.roleArn,
		MaxItems: "1000",
		...numbered("ActionNames", asked.actions),
		...numbered("ResourceArns", asked.resources),
	};
	return send(endpoint, keys, formCall("iam", fields));
}

export function jsonCall(
	endpoint: AwsEndpoint,
	keys: SigningKeys,
	call: { readonly service: string; readonly target: string; readonly input: unknown },
): Promise<AwsReply> {
	return send(endpoint, keys, {
		service: call.service,
		method: "POST",
		headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": call.target },
		body: JSON.stringify(call.input),
	});
}

export function listObjects(
	endpoint: AwsEndpoint,
	keys: SigningKeys,
	{ bucket, prefix }: { readonly bucket: string; readonly prefix: string },
): Promise<AwsReply> {
	const query = new URLSearchParams({ "list-type": "2", prefix }).toString().replaceAll("+", "%20");
	return send(endpoint, keys, {
		service: "s3",
		method: "GET",
		path: `/${encodeURIComponent(bucket)}`,
		query,
	});
}
