// The import rules of docs/decisions: who may know whom. Tests may reach for whatever they test against.
const TEST = "\\.(test|spec|test-support)\\.tsx?$|^lib/testing/|^e2e/";
/** Types only, by rule of the house: what an adapter offers, and what a verb is given. */
const CONTRACTS = "^lib/(context|[a-z]+/(port|[a-z-]+-port))\\.ts$";
/** Everything under `from` may import only what `may` lists (type-only imports are exempt where said). */
const layer = (name, from, may, { typesAreFree = false } = {}) => ({
	name,
	severity: "error",
	from: { path: from, pathNot: TEST },
	to: {
		path: "^(app|components|lib|prisma|e2e)/",
		pathNot: may,
		...(typesAreFree && { dependencyTypesNot: ["type-only"] }),
	},
});
const onlyIn = (pkg, home) => ({
	name: `${pkg}-only-in-${home.replace(/\W+/g, "-")}`,
	severity: "error",
	from: { pathNot: [`^(${home})`, TEST] },
	to: { path: `node_modules/${pkg}` },
});
const SPECIAL =
	"domain|schemas|delegate-yaml|actions|loaders|db|aws|harness|auth|jobs|notify|metrics|worker|sandbox";
const VERBS = `^lib/(?!(?:${SPECIAL})/)[^/]+/`,
	ADAPTERS = "^lib/(db|aws|harness|auth|jobs|notify|metrics)/",
	SMALL = "^lib/(env|logger|log-fields|request-origin|crypto|cn)\\.ts$";
module.exports = {
	forbidden: [
		layer("domain-is-pure", "^lib/domain/", ["^lib/domain/"]),
		{
			name: "domain-has-no-packages",
			severity: "error",
			from: { path: "^lib/domain/", pathNot: TEST },
			to: { dependencyTypes: ["npm", "npm-dev", "npm-no-pkg", "core"] },
		},
		layer("schemas-see-domain", "^lib/schemas/", ["^lib/(schemas|domain)/"]),
		layer("delegate-yaml-sees-domain", "^lib/delegate-yaml/", ["^lib/(delegate-yaml|domain)/"]),
		layer(
			"verbs-take-adapters-as-arguments",
			VERBS,
			[VERBS, "^lib/(domain|schemas|delegate-yaml)/", "^lib/context\\.ts$"],
			{ typesAreFree: true },
		),
		layer("adapters-stay-apart", ADAPTERS, ["^lib/$1/", "^lib/(domain|schemas)/", SMALL, CONTRACTS]),
		layer("actions-and-loaders-are-thin", "^lib/(actions|loaders)/", [
			"^lib/(actions|loaders|auth|domain|schemas)/",
			VERBS,
			"^lib/server-context\\.ts$",
			SMALL,
			CONTRACTS,
		]),
		layer("worker-is-a-shell", "^lib/worker/", [
			"^lib/(worker|jobs|domain)/",
			VERBS,
			"^lib/server-context\\.ts$",
			SMALL,
			CONTRACTS,
		]),
		layer("sandbox-stands-alone", "^lib/sandbox/", ["^lib/(sandbox|domain|schemas)/"]),
		layer(
			"components-see-actions-and-schemas",
			"^components/",
			["^components/", "^lib/(actions|schemas|domain|delegate-yaml)/", "^lib/cn\\.ts$"],
			{ typesAreFree: true },
		),
		layer("ui-primitives-know-nothing", "^components/ui/", ["^components/ui/", "^lib/cn\\.ts$"]),
		layer("api-routes-are-thin", "^app/api/", [
			"^(app/api)/",
			"^lib/(loaders|auth|domain|schemas|delegate-yaml)/",
			VERBS,
			"^lib/server-context\\.ts$",
			SMALL,
			CONTRACTS,
		]),
		layer("app-is-routing", "^app/(?!api/)", [
			"^(app|components)/",
			"^lib/(actions|loaders|auth|schemas|domain)/",
			SMALL,
		]),
		{
			name: "no-sandbox-in-production",
			severity: "error",
			from: { path: "^(app|components|lib)/", pathNot: ["^lib/sandbox/", TEST] },
			to: { path: "^lib/sandbox/" },
		},
		onlyIn("@aws-sdk/", "lib/aws|bench"),
		onlyIn("@prisma/", "lib/db|prisma"),
		onlyIn("pg-boss/", "lib/jobs|lib/worker"),
		onlyIn("prom-client/", "lib/metrics"),
		onlyIn("nodemailer/", "lib/notify"),
		onlyIn("ipaddr.js/", "lib/notify"),
		onlyIn("yaml/", "lib/delegate-yaml|lib/sandbox"),
		// Its own prefetches cost more than they bring here.
		onlyIn("next/link", "components/ui/link"),
		{
			name: "no-cycles",
			severity: "error",
			from: { pathNot: "^lib/db/generated/" },
			to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
		},
	],
	options: {
		tsConfig: { fileName: "tsconfig.json" },
		tsPreCompilationDeps: "specify",
		doNotFollow: { path: "node_modules" },
		enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "default"] },
	},
};
