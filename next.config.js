// A policy with nonces for scripts belongs to each answer; these hold for all of them.
const securityHeaders = [
	{ key: "X-Content-Type-Options", value: "nosniff" },
	{ key: "X-Frame-Options", value: "DENY" },
	{
		key: "Content-Security-Policy",
		value: "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'",
	},
	// Addresses hold connector ids; AWS and Harness need not see them.
	{ key: "Referrer-Policy", value: "same-origin" },
	{
		key: "Permissions-Policy",
		value: "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
	},
	{ key: "Cross-Origin-Opener-Policy", value: "same-origin" },
];

/** @type {import("next").NextConfig} */
export default {
	reactStrictMode: true,
	poweredByHeader: false,
	// Worker-side packages: used as they are, never bundled.
	serverExternalPackages: [
		"pg",
		"pg-boss",
		"pino",
		"nodemailer",
		"prom-client",
		"@prisma/adapter-pg",
		"@prisma/client",
	],
	// Arguments of actions may hold what a person typed into a secret field.
	logging: { serverFunctions: false },
	typescript: { ignoreBuildErrors: true }, // `npm run check` runs tsc over the whole tree
	headers: async () => [{ source: "/:path*", headers: securityHeaders }],
};
