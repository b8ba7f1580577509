// Requests that no client should send, made from the API's own endpoints and a list of hostile texts. Each is
// malformed: its endpoint's own schema refuses it, or it never gets as far. By a seed, so that a failure comes again.
import { type ApiRoute, ENDPOINTS, type Endpoint } from "#lib/rest/endpoints.ts";

export type HostileRequest = {
	readonly route: ApiRoute;
	/** What is wrong with it. */
	readonly why: string;
	readonly method: string;
	/** With the query, encoded. */
	readonly path: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string | Uint8Array<ArrayBuffer>;
};

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: what others take for a template is text here
const HOSTILE_TEXTS = [
	"",
	" ",
	"\0",
	"'; DROP TABLE connector; --",
	'" OR 1=1 --',
	"../../../../etc/passwd",
	"..\\..\\windows\\win.ini",
	"<script>alert(1)</script>",
	"${7*7}{{7*7}}<%= 7*7 %>",
	"%00%0d%0aSet-Cookie: a=b",
	"a\r\nX-Injected: yes",
	"\u202e\u2066\ufeff",
	"\ud800",
	"🙂".repeat(60),
	"A".repeat(5_000),
	"-1",
	"1e309",
	"NaN",
	"0x10",
	"9".repeat(40),
	"true",
	"null",
	"[object Object]",
	"__proto__",
	"constructor",
	"$where",
	"=HYPERLINK(1)",
	"(a+)+$",
	"http://169.254.169.254/latest/meta-data/",
	"file:///etc/passwd",
	"2026-02-30",
	"{{constructor.constructor('return 1')()}}",
];
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: as above
const WRONG_VALUES: readonly unknown[] = [
	null,
	0,
	-1,
	1.5,
	1e308,
	true,
	[],
	{},
	[[]],
	[null],
	// Written as a literal it would set the prototype, and not be sent.
	JSON.parse('{"__proto__":null,"constructor":1}'),
];
const RAW_BODIES: readonly (string | Uint8Array<ArrayBuffer>)[] = [
	"",
	"{",
	"}",
	"null",
	"[]",
	'"text"',
	"NaN",
	"{'a':1}",
	'{"a":1,}',
	"\ufeff{}",
	`${"[".repeat(20_000)}${"]".repeat(20_000)}`,
	`{"a":${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}}`,
	`"${"x".repeat(70_000)}"`,
	Uint8Array.from([0xff, 0xfe, 0x00, 0x80]),
	Uint8Array.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x7d]),
	"--boundary\r\ncontent-disposition: form-data\r\n\r\n",
];

/** A sound body of each endpoint that takes one; what is wrong is put into it. */
const SOUND_BODIES: Partial<Record<ApiRoute, object>> = {
	"POST /api/v1/connectors": {
		name: "fuzz",
		identifier: "fuzz",
		awsAccountId: "700000000001",
		description: "",
		tags: { team: "data" },
		isGovCloud: false,
		costReport: { kind: "own", reportType: "CUR2.0", reportName: "reports", bucketName: "bucket" },
		requirements: {
			features: ["VISIBILITY"],
			autoStopping: [],
			governancePolicyArns: [],
			commitmentWrite: false,
		},
		role: { roleName: "HarnessCERole", rolePath: "/" },
	},
	"POST /api/v1/connectors/[id]/launch-links": { kind: "connect", note: "", expiresInDays: 7 },
	"POST /api/v1/quick-create-links": { connectorId: "a".repeat(20) },
	"POST /api/v1/trust-policies/lint": { policy: {}, connectorId: "a".repeat(20), isGovCloud: false },
	"POST /api/v1/operations": {
		act: { kind: "pause", input: { reason: "fuzz" } },
		subjects: {
			filter: {
				q: "",
				health: [],
				proof: null,
				feature: null,
				tag: { key: "a", value: null },
				partition: null,
			},
		},
	},
};

type Random = () => number;
type Draft = Omit<HostileRequest, "route" | "method">;
type Target = { readonly route: ApiRoute; readonly endpoint: Endpoint; readonly path: string };

/** `connectorId`: of a connector that exists, so that the rest of the request is what counts. */
export function hostileRequests(
	count: number,
	{ connectorId, seed }: { readonly connectorId: string; readonly seed: number },
): readonly HostileRequest[] {
	const random = randomOf(seed);
	const targets = Object.entries(ENDPOINTS).map(([key, endpoint]): Target => {
		const path = (key.split(" ")[1] ?? "")
			.replace("[id]", connectorId)
			.replace("[linkId]", "b".repeat(20))
			.replace("[format]", "json");
		return { route: key as ApiRoute, endpoint, path };
	});
	const made: HostileRequest[] = [];
	while (made.length < count) {
		const target = pick(random, targets);
		const draft = pick(random, [brokenParam, brokenQuery, brokenBody, brokenBody, brokenHeader])(
			random,
			target,
		);
		if (draft !== null)
			made.push({ ...draft, route: target.route, method: target.route.split(" ")[0] ?? "" });
	}
	return made;
}

function brokenParam(random: Random, { route, endpoint: { params } }: Target): Draft | null {
	if (params === undefined) return null;
	const names = Object.keys(params);
	const wrong = pick(random, names);
	const text = pick(random, HOSTILE_TEXTS).toWellFormed();
	// Dots and nothing would make it another path.
	if (/^\.*$/.test(text.trim())) return null;
	const path = names.reduce(
		(whole, name) => whole.replace(`[${name}]`, name === wrong ? encodeURIComponent(text) : "a".repeat(20)),
		route.split(" ")[1] ?? "",
	);
	return { path, headers: jsonHeaders, why: `${wrong} in the path`, ...bodyOf(route) };
}

function brokenQuery(random: Random, { endpoint: { query }, path }: Target): Draft | null {
	if (query === undefined) return null;
	const known = [
		"limit",
		"cursor",
		"q",
		"health",
		"proof",
		"feature",
		"tag",
		"partition",
		"kind",
		"from",
		"format",
	];
	const name = random() < 0.8 ? pick(random, known) : pick(random, HOSTILE_TEXTS).toWellFormed();
	const value = pick(random, HOSTILE_TEXTS).toWellFormed();
	const isTwice = random() < 0.1;
	if (!isTwice && query.safeParse({ [name]: value }).success && !value.includes("\0")) return null;
	const pair = `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
	return { path: `${path}?${isTwice ? `${pair}&` : ""}${pair}`, headers: {}, why: `the parameter ${name}` };
}

function brokenBody(random: Random, { route, endpoint: { body }, path }: Target): Draft | null {
	if (body === undefined) return null;
	if (random() < 0.2) {
		return { path, headers: jsonHeaders, body: pick(random, RAW_BODIES), why: "a body that is no object" };
	}
	const value = mutated(random, SOUND_BODIES[route] ?? {});
	if (body.safeParse(value).success) return null;
	return { path, headers: jsonHeaders, body: JSON.stringify(value), why: "a field of the body" };
}

function brokenHeader(random: Random, { route, endpoint, path }: Target): Draft | null {
	const tokens = [
		"rb_",
		`rb_${"a".repeat(20)}_${"b".repeat(43)}`,
		"null",
		"A".repeat(5_000),
		"../x",
		"e30.e30.",
	];
	const kinds: (Draft | null)[] = [
		{
			path,
			headers: { ...jsonHeaders, authorization: `Bearer ${pick(random, tokens)}` },
			why: "its key",
			...bodyOf(route),
		},
		endpoint.body === undefined
			? null
			: {
					path,
					headers: {
						"content-type": pick(random, ["text/plain", "multipart/form-data", "application/xml", ""]),
					},
					why: "its content type",
					...bodyOf(route),
				},
		route.startsWith("GET")
			? null
			: {
					path,
					headers: {
						...jsonHeaders,
						"idempotency-key": pick(random, ["x".repeat(65), "a b", "\u00e9", "\t"]),
					},
					why: "its Idempotency-Key",
					...bodyOf(route),
				},
	];
	return pick(random, kinds);
}

const jsonHeaders = { "content-type": "application/json" };

function bodyOf(route: ApiRoute): { readonly body?: string } {
	const sound = SOUND_BODIES[route];
	return sound === undefined ? {} : { body: JSON.stringify(sound) };
}

/** The same with one thing somewhere in it wrong, missing or too much. */
function mutated(random: Random, value: unknown): unknown {
	const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
	const keys = isObject ? Object.keys(value) : [];
	if (keys.length === 0 || random() < 0.15) {
		return random() < 0.5 ? pick(random, WRONG_VALUES) : pick(random, HOSTILE_TEXTS);
	}
	const copy = new Map(Object.entries(value as object));
	const key = pick(random, keys);
	const how = random();
	if (how < 0.15) copy.delete(key);
	else if (how < 0.3) copy.set(pick(random, HOSTILE_TEXTS) || "extra", 1);
	else copy.set(key, mutated(random, copy.get(key)));
	return Object.fromEntries(copy);
}

function pick<T>(random: Random, list: readonly T[]): T {
	// Sound: no list here is empty.
	return list[Math.floor(random() * list.length)] as T;
}

/** A linear congruential generator: enough to be different, and the same each time. */
function randomOf(seed: number): Random {
	let state = seed >>> 0;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}
