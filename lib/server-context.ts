// The one place where adapters are joined. A web process reads the database and nudges; only the worker
// gets an AWS adapter that calls AWS.
import "server-only";
import { randomBytes } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { recordAuthEvent } from "./account/record-auth-event.ts";
import { sendMail } from "./account/send-mail.ts";
import { actorCan, sightOf } from "./auth/abilities.ts";
import type { Auth } from "./auth/auth.ts";
import { createAuth } from "./auth/auth.ts";
import { makeResetLink } from "./auth/make-reset-link.ts";
import { createOidc } from "./auth/oidc/create-oidc.ts";
import type { Oidc } from "./auth/oidc-port.ts";
import { createPasswordRules } from "./auth/password-rules.ts";
import { sessionSecrets } from "./auth/reseal-second-factors.ts";
import type { StsGate } from "./aws/gate.ts";
import type { Aws } from "./aws/port.ts";
import { createGates } from "./budgets/create-gates.ts";
import type { Actor, Config, Context } from "./context.ts";
import { createSecretBox, createSigner, deriveSecret, parseKeyRing, sha256Hex } from "./crypto.ts";
import { createPrisma } from "./db/client.ts";
import { createDb } from "./db/create-db.ts";
import { missingMigrations } from "./db/installation.ts";
import type { Db } from "./db/port.ts";
import { sealedSecondFactors } from "./db/sealed-second-factors.ts";
import { seenDbs } from "./db/seen-dbs.ts";
import { EVERYWHERE } from "./domain/access.ts";
import { type AuthEvent, isOfStranger } from "./domain/auth-events.ts";
import type { Lane } from "./domain/budget.ts";
import type { Sight } from "./domain/sight.ts";
import { env } from "./env.ts";
import { createHarness } from "./harness/harness.ts";
import { startBoss } from "./jobs/boss.ts";
import { createJobs } from "./jobs/jobs.ts";
import { queueDepths } from "./jobs/queue-depths.ts";
import { withJobId } from "./jobs/with-job-id.ts";
import { currentLogFields } from "./log-fields.ts";
import { createLogger } from "./logger.ts";
import { measuredDb } from "./metrics/measured-db.ts";
import { processMetrics } from "./metrics/metrics.ts";
import { startMetricsServer } from "./metrics/metrics-server.ts";
import { type ShownMetrics, showMetrics } from "./metrics/show-metrics.ts";
import { isMetricsReader } from "./metrics/watch-requests.ts";
import { createGuardedFetch } from "./notify/guarded-fetch.ts";
import { createNotify } from "./notify/notify.ts";
import type { Notify } from "./notify/port.ts";
import { mayUsePassword } from "./sign-in-settings/may-use-password.ts";
import { createSsoHost } from "./sign-in-settings/sso-host.ts";

type Role = "web" | "worker";

/** What lives as long as the process. */
export async function createProcess(role: Role) {
	const log = createLogger(role, env.ROLEBRIDGE_LOG_LEVEL);
	const metrics = processMetrics();
	const ring = parseKeyRing(env.ROLEBRIDGE_SECRET_KEYS);
	const prisma = createPrisma(env.DATABASE_URL, {
		maxConnections: role === "worker" ? 16 : 12,
		onStatement: ({ statement, seconds }) => metrics.statementSeconds.observe({ statement }, seconds),
	});
	const signer = createSigner(deriveSecret(ring, "evidence-reports"));
	const secretBox = createSecretBox(ring);
	const db = measuredDb(createDb(prisma, secretBox), metrics);
	const boss = await startBoss(env.DATABASE_URL, { role, log });
	const gates = createGates({ db, log });
	const aws = role === "worker" ? await openAws(gates.sts) : awsOfTheWorkerOnly;
	const harnessIn = (lane: Lane) => createHarness({ gate: gates.harness(lane) });
	const lanes = { people: harnessIn("people"), rollouts: harnessIn("rollouts"), sweeps: harnessIn("sweeps") };
	const parts = {
		dbSeenBy: seenDbs(db),
		db,
		aws,
		harness: lanes.people,
		signer,
		jobs: createJobs(boss),
		notify: openNotify(),
		oidc: openOidc(),
		resetLinks: { make: (email: string): Promise<string | null> => makeResetLink(auth, email) },
		breakers: gates.breakers,
		log,
		config,
	};
	const auth: Auth = createAuth({
		database: sealedSecondFactors(prisma, secretBox),
		secret: deriveSecret(ring, "sessions"),
		secrets: sessionSecrets(ring),
		baseUrl: env.ROLEBRIDGE_URL ?? null,
		port: env.PORT,
		sendMail: async (mail) => void (await sendMail(contextOf(parts, nobody(null)), mail)),
		onEvent: (event) => recordAuthEvent(contextOf(parts, actorOf(event)), event),
		onSurprise: (error) => log.error({ event: "sign-in-crashed", ...namesOf(error) }, "sign-in crashed"),
		askBreaches: env.ROLEBRIDGE_BREACHED_PASSWORDS ? askBreaches : null,
		mayUsePassword: (email) => mayUsePassword(contextOf(parts, nobody(null)), email),
		sso: createSsoHost((actor) => contextOf(parts, actor)),
	});
	return {
		...parts,
		prisma,
		boss: withJobId(boss),
		auth,
		/** What a clockwork asks of Harness gives way to what people ask: it names its lane. */
		contextOf: (actor: Actor, lane: Lane = "people") => contextOf({ ...parts, harness: lanes[lane] }, actor),
	};
}

/** Who did what the sign-in service tells of; whoever failed to sign in is nobody yet. */
function actorOf(event: AuthEvent): Actor {
	const { person, address } = event;
	const base = nobody(address);
	return person === null || isOfStranger(event)
		? base
		: { ...base, kind: "person", id: person.id, name: person.name };
}

function namesOf(error: unknown): { readonly error: string; readonly message: string } {
	return error instanceof Error
		? { error: error.name, message: error.message }
		: { error: "unknown", message: String(error) };
}

function nobody(address: string | null): Actor {
	const requestId = currentLogFields().requestId ?? null;
	return {
		kind: "system",
		id: "sign-in",
		name: "Sign-in",
		role: null,
		scope: EVERYWHERE,
		address,
		requestId,
	};
}

/** Have I Been Pwned's range service sees five of forty digits, and gets two seconds to answer. */
async function askBreaches(prefix: string): Promise<string | null> {
	const ask = createGuardedFetch({ allowedHosts: env.ROLEBRIDGE_ALLOWED_OUTGOING_HOSTS ?? "" });
	const answer = await ask(`https://api.pwnedpasswords.com/range/${prefix}`, {
		headers: { "add-padding": "true", "user-agent": "Rolebridge" },
		signal: AbortSignal.timeout(2_000),
	});
	return answer.ok ? answer.text() : null;
}

type Parts = Pick<
	Context,
	| "db"
	| "aws"
	| "harness"
	| "signer"
	| "jobs"
	| "notify"
	| "oidc"
	| "resetLinks"
	| "breakers"
	| "log"
	| "config"
> & { readonly dbSeenBy: (sight: Sight) => Db };
function contextOf(parts: Parts, actor: Actor): Context {
	const sight = sightOf(actor);
	const { dbSeenBy, ...given } = parts;
	return {
		...given,
		db: sight === null ? given.db : dbSeenBy(sight),
		actor,
		can: (ability) => actorCan(actor, ability),
		actingAs: (other) => contextOf(parts, other),
		now: () => new Date(),
		randomBytes: (length) => randomBytes(length),
		sha256Hex,
	};
}

const config: Config = {
	mode: env.ROLEBRIDGE_MODE,
	verifierPrincipalArn: env.ROLEBRIDGE_VERIFIER_PRINCIPAL_ARN ?? null,
	awsConsoleUrl: env.ROLEBRIDGE_AWS_CONSOLE_URL ?? null,
	templateUrl: env.ROLEBRIDGE_TEMPLATE_URL ?? null,
	organizationTemplateUrl: env.ROLEBRIDGE_ORGANIZATION_TEMPLATE_URL ?? null,
	publicUrl: env.ROLEBRIDGE_URL ?? null,
};

function openNotify(): Notify {
	const { SMTP_URL: smtpUrl, ROLEBRIDGE_MAIL_FROM: from, ROLEBRIDGE_ALLOWED_OUTGOING_HOSTS } = env;
	const mail = smtpUrl === undefined || from === undefined ? null : { smtpUrl, from };
	return createNotify({ allowedHosts: ROLEBRIDGE_ALLOWED_OUTGOING_HOSTS ?? "", mail });
}

function openOidc(): Oidc {
	const allowedHosts = env.ROLEBRIDGE_ALLOWED_OUTGOING_HOSTS ?? "";
	return createOidc({ fetch: createGuardedFetch({ allowedHosts }), now: () => new Date() });
}

async function openAws(stsGate: StsGate): Promise<Aws> {
	const { createAws } = await import("./aws/aws.ts");
	return createAws({ env: process.env, stsGate });
}

/** Stands in a web process for what it must not use: the first call tells the mistake. */
const awsOfTheWorkerOnly = new Proxy({} as Aws, {
	get(_, name) {
		throw new Error(`AWS is called by the worker's jobs only (${String(name)}).`);
	},
});

type Process = Awaited<ReturnType<typeof createProcess>>;
// Survives the hot reload of development, which loads this module anew.
const shared = globalThis as typeof globalThis & { rolebridge?: Promise<Process> };

function webProcess(): Promise<Process> {
	shared.rolebridge ??= createProcess("web").catch((error: unknown) => {
		shared.rolebridge = undefined;
		throw error;
	});
	return shared.rolebridge;
}

/** The context of one request. */
export async function serverContext(actor: Actor): Promise<Context> {
	return (await webProcess()).contextOf(actor);
}

/** What a new password must be. */
export const passwordRules = createPasswordRules(env.ROLEBRIDGE_BREACHED_PASSWORDS ? askBreaches : null);

export async function webAuth(): Promise<Auth> {
	return (await webProcess()).auth;
}

/** Prometheus's text, with what all processes share; null: the caller may not read it. */
export async function webMetrics(headers: Headers): Promise<ShownMetrics | null> {
	if (!isMetricsReader(headers)) return null;
	const { db, boss } = await webProcess();
	const sources = { db, queueDepths: () => queueDepths(boss), now: () => new Date() };
	return showMetrics(processMetrics(), sources);
}

/** A worker's own /metrics, where the environment names a port for it. */
export async function serveWorkerMetrics(): Promise<void> {
	const { WORKER_METRICS_PORT: port, METRICS_TOKEN: token } = env;
	if (port === undefined) return;
	await startMetricsServer({ port, token, show: () => showMetrics(processMetrics()) });
}

/** True when the database answers, bears our stamp, and has every migration that this build brings. */
export async function isReady(): Promise<boolean> {
	const { prisma } = await webProcess();
	const [installation, missing] = await Promise.all([
		prisma.installation.findUnique({ where: { id: 1 } }),
		migrationNames().then((names) => missingMigrations(prisma, names)),
	]);
	return installation?.mode === env.ROLEBRIDGE_MODE && missing.length === 0;
}

/** The folders beside the schema: what this build was made for. */
const migrationNames = memoized(async (): Promise<readonly string[]> => {
	const entries = await readdir(join(process.cwd(), "prisma", "migrations"), { withFileTypes: true });
	return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
});

function memoized<T>(make: () => Promise<T>): () => Promise<T> {
	let made: Promise<T> | undefined;
	return () => (made ??= make());
}
