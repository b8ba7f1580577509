import { createHmac } from "node:crypto";
import { confirmOwnApp } from "#lib/actions/own-app.ts";
import { answerAuth } from "#lib/auth/answer-auth.ts";
import { createAuth } from "#lib/auth/auth.ts";
import { beginAuthenticator } from "#lib/auth/own-second-factor.ts";
import type { Context } from "#lib/context.ts";
import type { Prisma } from "#lib/db/client.ts";
import { createDb } from "#lib/db/create-db.ts";
import { sealedSecondFactors } from "#lib/db/sealed-second-factors.ts";
import type { AuthEvent } from "#lib/domain/auth-events.ts";
import { ok } from "#lib/domain/result.ts";
import { ADDRESS_HEADER } from "#lib/request-origin.ts";
import { testSecretBox } from "./database.ts";
import { testContext } from "./test-context.ts";

const LOCAL = "http://localhost:3000";
export const ANN = { email: "ann@example.com", name: "Ann", password: "correct-horse-battery" };

/** The sign-in service over the test database, with everything it would tell or wait for written down. */
export function authWorld(prisma: Prisma, baseUrl: string | null = null) {
	const mails: { to: string; url: string | null }[] = [];
	const events: AuthEvent[] = [];
	const waits: number[] = [];
	const auth = createAuth({
		database: sealedSecondFactors(prisma, testSecretBox()),
		secret: "a-secret-of-the-test-that-is-long-enough",
		baseUrl,
		port: 3000,
		sendMail: async (mail) => void mails.push(mail),
		onEvent: async (event) => void events.push(event),
		wait: async (milliseconds) => void waits.push(milliseconds),
	});
	return {
		auth,
		mails,
		events,
		waits,
		browser: (address?: string) => browser(auth, { address, origin: baseUrl ?? LOCAL }),
	};
}

type AuthWorld = ReturnType<typeof authWorld>;

/** Keeps cookies as a browser does. */
function browser(
	auth: AuthWorld["auth"],
	{ address = "192.0.2.1", origin }: { readonly address?: string | undefined; readonly origin: string },
) {
	const jar = new Map<string, string>();
	const headers = () =>
		new Headers({
			origin,
			host: new URL(origin).host,
			"content-type": "application/json",
			[ADDRESS_HEADER]: address,
			cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; "),
		});
	function keep(response: Response): void {
		for (const line of response.headers.getSetCookie()) {
			const [pair = ""] = line.split(";");
			const [name = "", ...value] = pair.split("=");
			if (/max-age=0/i.test(line)) jar.delete(name);
			else jar.set(name, value.join("="));
		}
	}
	async function call(
		method: "GET" | "POST",
		path: string,
		body?: unknown,
		forged: Readonly<Record<string, string>> = {},
	): Promise<Response> {
		const url = `${origin}/api/auth${path}`;
		const sent = headers();
		for (const [name, value] of Object.entries(forged)) sent.set(name, value);
		const init = { method, headers: sent, ...(body !== undefined && { body: JSON.stringify(body) }) };
		const response = (await answerAuth(auth, new Request(url, init))) ?? new Response(null, { status: 404 });
		keep(response);
		return response;
	}
	return {
		jar,
		keep,
		headers,
		call,
		signIn: (password: string = ANN.password, email: string = ANN.email) =>
			call("POST", "/sign-in/email", { email, password }),
		session: () => auth.api.getSession({ headers: headers() }),
	};
}

export async function addAnn({ auth }: Pick<AuthWorld, "auth">, person = ANN): Promise<string> {
	const { internalAdapter, password } = await auth.$context;
	const fields = { email: person.email, name: person.name, emailVerified: true, role: "administrator" };
	const user = await internalAdapter.createUser(fields, { method: "admin" });
	const account = { userId: user.id, providerId: "credential", accountId: user.id };
	await internalAdapter.linkAccount({ ...account, password: await password.hash(person.password) });
	return user.id;
}

type Whose = { readonly id: string; readonly headers: Headers };

/** Sets up an authenticator app for somebody who signed in a moment ago: its secret and the backup codes. */
export async function addApp(prisma: Prisma, auth: AuthWorld["auth"], { id, headers }: Whose) {
	const begun = await beginAuthenticator(auth, { id, email: ANN.email });
	if (!begun.ok) throw new Error("not begun");
	const { secret } = begun.value;
	const own = {
		...{ email: ANN.email, sessionId: "", hasApp: false, hasSecondFactor: false },
		...{ provedAt: new Date(), provedBy: "password" },
	};
	const ctx = contextOver(prisma, { id, name: ANN.name });
	const confirm = () => confirmOwnApp(ctx, auth, { own, headers, code: codeOf(secret, -1) });
	// The code before the present one leaves the newer two to the test; on a busy machine it may have grown too old.
	const first = await confirm();
	const confirmed = first.ok ? first : await confirm();
	if (!confirmed.ok) throw new Error(confirmed.failure.detail);
	return { secret, backupCodes: confirmed.value };
}

/** What they do themselves, in the test's database and at the time it is. */
export function contextOver(prisma: Prisma, actor: { readonly id: string; readonly name: string }): Context {
	const notify = { send: async () => ok({ status: "sent" }) };
	const ctx = testContext({ now: new Date(), notify });
	return { ...ctx, db: createDb(prisma, testSecretBox()), actor: { ...ctx.actor, ...actor } };
}

/** What an authenticator app shows: RFC 6238 with its usual settings. `step`: how many half minutes from now. */
export function codeOf(base32Secret: string, step = 0): string {
	const bits = [...base32Secret].map((letter) =>
		"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"),
	);
	const bytes = bits.join("").match(/.{8}/g) ?? [];
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + step));
	const key = Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
	const hash = createHmac("sha1", key).update(counter).digest();
	const offset = (hash.at(-1) ?? 0) & 15;
	return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
