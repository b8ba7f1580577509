// The policy with nonces for scripts belongs to each answer and is set in proxy.ts; these hold for all of them.
const securityHeaders = [
	{ key: "X-Content-Type-Options", value: "nosniff" },
	{ key: "X-Frame-Options", value: "DENY" },
	// Addresses hold connector ids; AWS and Harness need not see them.
	{ key: "Referrer-Policy", value: "same-origin" },
	{
		key: "Permissions-Policy",
		value: "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
	},
	{ key: "Cross-Origin-Opener-Policy", value: "same-origin" },
	{ key: "Cross-Origin-Resource-Policy", value: "same-origin" },
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
	// A page that one's role may not see answers 403 with app/forbidden.tsx.
	experimental: {
		authInterrupts: true,
		// A list of 10,000 accounts is the longest that anybody sends. What is longer is cut off and then refused as malformed.
		serverActions: { bodySizeLimit: "1mb" },
		proxyClientMaxBodySize: "1mb",
	},
	typescript: { ignoreBuildErrors: true }, // `npm run check` runs tsc over the whole tree
	headers: async () => [{ source: "/:path*", headers: securityHeaders }],
};
