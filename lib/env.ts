// The environment, parsed once. Everything optional has its default here; .env.example explains each.
import { createEnv } from "@t3-oss/env-nextjs";
import { z } from "zod";

const optional = z
	.string()
	.trim()
	.transform((value) => value || undefined)
	.optional();

export const env = createEnv({
	server: {
		PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
		ROLEBRIDGE_URL: z.url().optional(),
		DATABASE_URL: z.string().startsWith("postgres"),
		ROLEBRIDGE_MODE: z.enum(["sandbox", "live"]).default("live"),
		ROLEBRIDGE_SECRET_KEYS: z.string().min(1),
		ROLEBRIDGE_ADMIN_EMAIL: z.email().optional(),
		ROLEBRIDGE_ADMIN_PASSWORD: z.string().min(12).max(128).optional(),
		ROLEBRIDGE_TEMPLATE_URL: optional,
		ROLEBRIDGE_ORGANIZATION_TEMPLATE_URL: optional,
		ROLEBRIDGE_VERIFIER_PRINCIPAL_ARN: optional,
		ROLEBRIDGE_AWS_CONSOLE_URL: optional,
		ROLEBRIDGE_SANDBOX_HINTS: optional,
		HARNESS_BASE_URL: optional,
		HARNESS_ACCOUNT_ID: optional,
		HARNESS_API_KEY: optional,
		ROLEBRIDGE_ALLOWED_OUTGOING_HOSTS: optional,
		SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
		ROLEBRIDGE_MAIL_FROM: optional,
		WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(1_000).default(48),
		METRICS_TOKEN: z.string().min(16).optional(),
		WORKER_METRICS_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
		ROLEBRIDGE_BREACHED_PASSWORDS: z.stringbool().default(false),
		ROLEBRIDGE_BEHIND_PROXY: z.stringbool().default(false),
		ROLEBRIDGE_LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
	},
	experimental__runtimeEnv: {},
	emptyStringAsUndefined: true,
	// `next build` reads no environment: the same build serves every installation.
	skipValidation: process.env.NEXT_PHASE === "phase-production-build",
});

/** Endpoint overrides in force: in live mode a banner names them. */
export function endpointOverrides(): readonly string[] {
	return Object.keys(process.env).filter((name) => name.startsWith("AWS_ENDPOINT_URL") && process.env[name]);
}
