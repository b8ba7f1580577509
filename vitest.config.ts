import { defineConfig } from "vitest/config";

// Never "module": packages are loaded by Node itself, which does not resolve their bundler builds.
// As the worker runs: `--conditions=react-server`, so that `server-only` may be imported.
const serverResolution = {
	resolve: { conditions: ["react-server", "node"] },
	ssr: {
		resolve: {
			conditions: ["react-server", "node"],
			externalConditions: ["react-server"],
		},
	},
};

export default defineConfig({
	test: {
		projects: [
			{
				...serverResolution,
				test: {
					name: "node",
					environment: "node",
					include: ["{lib,scripts,prisma,bench}/**/*.test.ts"],
					exclude: ["**/*.integration.test.ts"],
					setupFiles: ["./lib/testing/setup.ts"],
					env: { TZ: "Asia/Kathmandu" },
				},
			},
			{
				...serverResolution,
				test: {
					name: "integration",
					environment: "node",
					include: ["{lib,prisma}/**/*.integration.test.ts"],
					globalSetup: ["./lib/testing/global-setup.ts"],
					setupFiles: ["./lib/testing/setup.ts"],
					testTimeout: 30_000,
					hookTimeout: 60_000,
					env: { TZ: "Asia/Kathmandu" },
				},
			},
			{
				test: {
					name: "dom",
					environment: "jsdom",
					include: ["components/**/*.test.tsx"],
					setupFiles: ["./lib/testing/setup.ts"],
					env: { TZ: "Asia/Kathmandu" },
				},
			},
		],
	},
});
