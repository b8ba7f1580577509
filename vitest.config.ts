import { availableParallelism } from "node:os";
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

/** No test takes long by itself; a machine that is busy with other work takes its time. */
const BUSY_MS = 20_000;

export default defineConfig({
	test: {
		// Vitest itself leaves a core free. But its own process hardly needs one, and a database's tests wait for it.
		maxWorkers: availableParallelism() + 1,
		projects: [
			{
				...serverResolution,
				test: {
					name: "node",
					environment: "node",
					include: ["{lib,scripts,prisma,bench}/**/*.test.ts"],
					exclude: ["**/*.integration.test.ts"],
					// One process for many files: to load the same modules anew for each took longer than the tests.
					isolate: false,
					testTimeout: BUSY_MS,
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
					isolate: false,
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
					isolate: false,
					include: ["components/**/*.test.tsx"],
					testTimeout: BUSY_MS,
					setupFiles: ["./lib/testing/setup.ts", "./lib/testing/dom-setup.ts"],
					env: { TZ: "Asia/Kathmandu" },
				},
			},
		],
	},
});
