// `npm run bench`: prints ratios, sizes and rates beside the figures to reach. It asserts nothing, since absolute
// figures are the machine's. Names after `--` choose: npm run bench -- rates verification
import { openProduct, type Product } from "./product.ts";

const PURE = [
	"rates",
	"verification",
	"sweep",
	"scale",
	"dashboard",
	"organization-reads",
	"discovery",
	"rollout",
	"delegate-yaml",
	"policy",
];
const OF_PRODUCT = [
	"role-found",
	"javascript",
	"lighthouse",
	"fuzz",
	"load",
	"organization-page",
	"dashboard-page",
];
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => ![...PURE, ...OF_PRODUCT].includes(name));
if (unknown.length > 0) {
	process.stderr.write(
		`There is no bench ${unknown.join(", ")}. There are: ${[...PURE, ...OF_PRODUCT].join(", ")}\n`,
	);
	process.exit(2);
}
const isWanted = (name: string) => asked.length === 0 || asked.includes(name);

if (isWanted("rates")) await (await import("./rates.ts")).measureRates();
if (isWanted("verification")) await (await import("./verify.ts")).measureVerification();
if (isWanted("sweep")) await (await import("./sweep.ts")).measureSweep();
if (isWanted("scale")) await (await import("./scale.ts")).measureScale();
if (isWanted("dashboard")) await (await import("./dashboard.ts")).measureDashboard();
if (isWanted("organization-reads"))
	await (await import("./organization-reads.ts")).measureOrganizationReads();
if (isWanted("discovery")) await (await import("./organization-discovery.ts")).measureDiscovery();
if (isWanted("rollout")) await (await import("./rollout.ts")).measureRollout();
if (isWanted("delegate-yaml")) await (await import("./delegate-yaml.ts")).measureDelegateYaml();
if (isWanted("policy")) (await import("./policy.ts")).measurePolicies();
if (OF_PRODUCT.some(isWanted)) await withProduct(measureProduct);
process.exit(0);

async function measureProduct(product: Product): Promise<void> {
	// First: it makes the connector that the others look at.
	const connectorId = ["role-found", "javascript", "lighthouse", "fuzz"].some(isWanted)
		? await (await import("./role-found.ts")).measureRoleFound(product)
		: "";
	if (isWanted("javascript")) {
		const { measureJavaScript } = await import("./javascript.ts");
		await measureJavaScript(product, connectorId);
	}
	if (isWanted("lighthouse")) {
		const { measureLighthouse } = await import("./lighthouse.ts");
		await measureLighthouse(product, connectorId);
	}
	if (isWanted("fuzz")) {
		const { measureFuzz } = await import("./fuzz.ts");
		await measureFuzz(product, connectorId);
	}
	if (isWanted("load")) {
		const { measureLoad } = await import("./load.ts");
		await measureLoad(product);
	}
	if (isWanted("organization-page")) {
		const { measureOrganizationPage } = await import("./organization-page.ts");
		await measureOrganizationPage(product);
	}
	if (isWanted("dashboard-page")) {
		// Last: from here on the database is full.
		const { measureDashboardPage } = await import("./dashboard-page.ts");
		await measureDashboardPage(product);
	}
}

async function withProduct(run: (product: Product) => Promise<void>): Promise<void> {
	const product = await openProduct();
	try {
		await run(product);
	} finally {
		await product.close();
	}
}
