import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { nextCookies } from "better-auth/next-js";

type AuthOptions = {
	readonly database: Parameters<typeof prismaAdapter>[0];
	readonly secret: string;
	/** Public base URL; null: any loopback origin, for a first look on one's own machine. */
	readonly baseUrl: string | null;
	readonly port: number;
	/** A proxy of ours sets X-Forwarded-For. Without one the header is the caller's own word, and not read. */
	readonly isBehindProxy: boolean;
};

/** The shortest password that is accepted; length is what resists guessing, so nothing else is asked. */
export const MIN_PASSWORD_LENGTH = 12;

export type Auth = ReturnType<typeof createAuth>;

export function createAuth({ database, secret, baseUrl, port, isBehindProxy }: AuthOptions) {
	const loopback = [`http://localhost:${port}`, `http://127.0.0.1:${port}`, `http://[::1]:${port}`];
	return betterAuth({
		appName: "Rolebridge",
		secret,
		// Without a public URL the host of each request decides, and only loopback hosts are let in.
		baseURL: baseUrl ?? {
			allowedHosts: [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`],
			protocol: "http",
			fallback: `http://localhost:${port}`,
		},
		trustedOrigins: baseUrl === null ? loopback : [new URL(baseUrl).origin],
		database: prismaAdapter(database, { provider: "postgresql" }),
		emailAndPassword: {
			enabled: true,
			disableSignUp: true,
			minPasswordLength: MIN_PASSWORD_LENGTH,
			maxPasswordLength: 128,
		},
		user: { additionalFields: { mustChangePassword: { type: "boolean", required: false, input: false } } },
		session: { expiresIn: 60 * 60 * 12, updateAge: 60 * 15 },
		rateLimit: {
			enabled: true,
			storage: "database",
			window: 60,
			max: 300,
			customRules: { "/sign-in/email": { window: 60, max: 10 }, "/change-password": { window: 60, max: 10 } },
		},
		advanced: {
			cookiePrefix: "rolebridge",
			// An empty list: all callers share one bucket, which guessing cannot escape by a made-up header.
			ipAddress: { ipAddressHeaders: isBehindProxy ? ["x-forwarded-for"] : [] },
		},
		telemetry: { enabled: false },
		logger: { level: "error" },
		plugins: [nextCookies()],
	});
}
