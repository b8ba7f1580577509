import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectorNames } from "../rollout/naming.ts";
import { EXPORT_FORMATS, type ExportFormat, exportFiles } from "./export-forms.ts";
import {
	connectorPlan,
	exportAccount,
	PAYER,
	rolloutPlan,
	SPECIAL,
	selectionPlan,
	withStackSet,
} from "./export-plan.test-support.ts";
import { type ExportPlan, hasOwnStack, roleArnOf, tagPairs } from "./export-plan.ts";
import { hclString } from "./hcl.ts";
import { at, type Json, type JsonObject, readHcl } from "./read-hcl.test-support.ts";

const TERRAFORM = EXPORT_FORMATS.filter((format) => format.startsWith("terraform"));
const HCL = [...TERRAFORM, "opentofu"] as const;

const PLANS: Readonly<Record<string, ExportPlan>> = {
	rollout: rolloutPlan(),
	delegated: withStackSet({
		callAs: "DELEGATED_ADMIN",
		administratorAccountId: "888888888888",
		ownStack: null,
	}),
	found: withStackSet({ madeBy: "else", ownStack: null }),
	held: withStackSet({ madeBy: "stack" }),
	many: withStackSet({ unitIds: Array.from({ length: 120 }, (_, index) => `ou-ab12-${index + 10_000_000}`) }),
	selection: selectionPlan(),
	payer: connectorPlan(PAYER),
	special: connectorPlan(SPECIAL),
	ofStackSet: connectorPlan(exportAccount("111111111111", { stack: null })),
	empty: rolloutPlan({ accounts: [], left: [] }),
};

function hclFiles(plan: ExportPlan, format: ExportFormat) {
	return [...exportFiles(plan, format)].filter(({ path }) => /\.(tf|tofu)$/.test(path));
}

/** One root module per folder: its files read together. */
async function rootModules(plan: ExportPlan, format: ExportFormat) {
	const folders = Map.groupBy(hclFiles(plan, format), ({ path }) => dirname(path));
	const modules: (readonly [string, JsonObject])[] = [];
	for (const [folder, files] of folders) {
		modules.push([folder, await readHcl(files.map(({ text }) => text).join("\n"))]);
	}
	return modules;
}

describe("every file", () => {
	let folder: string;
	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), "exports-"));
	});
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	test("stands as terraform fmt leaves it", (context) => {
		if (!hasTerraform()) {
			console.info("terraform is not installed: the format of its files is not checked");
			context.skip();
		}
		for (const [name, plan] of Object.entries(PLANS)) {
			for (const format of HCL) {
				for (const { path, text } of hclFiles(plan, format)) {
					const file = join(folder, name, format, path.replace(/\.tofu$/, ".tf"));
					mkdirSync(dirname(file), { recursive: true });
					writeFileSync(file, text);
				}
			}
		}
		const differing = execFileSync("terraform", ["fmt", "-list=true", "-write=false", "-recursive", folder], {
			encoding: "utf8",
			env: { ...process.env, TF_CLI_CONFIG_FILE: "/dev/null" },
		});
		expect(differing).toBe("");
	}, 30_000);

	test.each(Object.entries(PLANS))(
		"is read by the parser, and speaks to one Harness account: %s",
		async (_, plan) => {
			for (const format of HCL) {
				for (const [, parsed] of await rootModules(plan, format)) {
					expect(at(parsed, "provider", "harness", 0, "account_id")).toBe(plan.harness.accountId);
					expect(at(parsed, "variable", "harness_platform_api_key", 0, "sensitive")).toBe(true);
				}
			}
		},
	);
});

function hasTerraform(): boolean {
	try {
		execFileSync("terraform", ["version"], { stdio: "ignore" });
		return true;
	} catch {
		return false;
	}
}

/** How the parser tells an expression from a text. */
function reference(expression: string): string {
	return `\${${expression}}`;
}

const anyText = fc.oneof(
	fc.string({ unit: "grapheme" }),
	fc.stringMatching(/^[$%{}"'\\`\n\r\t#/* a]{0,12}$/),
	fc.constantFrom(
		reference("file(1)"),
		"%{ if true }",
		"$${x}",
		'"\n}',
		"EOT",
		"*/ # //",
		"null",
		"\u2028",
		"\u0000",
	),
);
/** HCL's texts are in Unicode's composed form, whatever is written. */
const composed = (text: string) => text.normalize("NFC");

const anyAccount = fc
	.record({
		name: anyText,
		identifier: anyText,
		description: anyText,
		tags: fc.dictionary(anyText, anyText, { noNullPrototype: true, maxKeys: 4 }),
		report: anyText,
		bucket: anyText,
		features: fc.array(anyText, { minLength: 1, maxLength: 8 }),
		existing: fc.option(anyText),
		value: anyText,
	})
	.map(({ report, bucket, features, existing, value, ...connector }) =>
		exportAccount("123456789012", {
			accountName: value,
			existsInHarness: existing,
			connector: {
				...connector,
				spec: {
					featuresEnabled: features,
					curAttributes: { reportName: report, s3BucketName: bucket },
					crossAccountAccess: {
						crossAccountRoleArn: `arn:aws:iam::123456789012:role/${value}`,
						externalId: value,
					},
				},
			},
			stack: {
				region: value,
				templateUrl: value,
				stackName: value,
				parameters: { RoleName: value, Other: value },
			},
		}),
	);

describe("whatever is written", () => {
	test("is read back unchanged by a real parser: one account", async () => {
		await fc.assert(
			fc.asyncProperty(anyAccount, async (account) => {
				const [[, parsed] = ["", {}]] = await rootModules(connectorPlan(account), "terraform");
				const connector = at(parsed, "resource", "harness_platform_connector_awscc", "connector", 0);
				const stack = at(parsed, "resource", "aws_cloudformation_stack", "harness_role", 0);
				expect(facts(connector)).toEqual(wanted(account));
				expect(at(stack, "name")).toBe(composed(account.stack?.stackName ?? ""));
				expect(at(stack, "parameters")).toEqual(mapped(account.stack?.parameters ?? {}));
				expect(at(connector, "cross_account_access", 0, "external_id")).toBe(composed(account.accountName));
				if (account.existsInHarness !== null) {
					expect(at(parsed, "import", 0, "id")).toBe(composed(account.existsInHarness));
				}
			}),
			{ numRuns: 60 },
		);
	});

	test.each(["terraform", "terraform-organization", "opentofu"] as const)(
		"is read back unchanged by a real parser: %s",
		async (format) => {
			await fc.assert(
				fc.asyncProperty(anyAccount, async (account) => {
					const [[, parsed] = ["", {}]] = await rootModules(rolloutPlan({ accounts: [account] }), format);
					// terraform-organization: a name by no pattern is among those that are known by name.
					const place = format === "terraform-organization" ? "known" : "accounts";
					const entry = at(locals(parsed), place, "123456789012");
					expect(at(entry, "role_arn")).toBe(composed(roleArnOf(account)));
					const { report_name: report, s3_bucket: bucket, features, ...own } = facts(entry, "features");
					expect({ ...own, report_name: report, s3_bucket: bucket, features }).toEqual({
						...wanted(account),
						report_name: wanted(account).report_name ?? null,
						s3_bucket: wanted(account).s3_bucket ?? null,
					});
				}),
				{ numRuns: 40 },
			);
		},
	);

	test("the community module is given what the stack would be given", async () => {
		const [[, parsed] = ["", {}]] = await rootModules(connectorPlan(SPECIAL), "terraform-module");
		expect(at(parsed, "module", "harness_ccm", 0)).toEqual({
			source: "harness-community/harness-ccm/aws",
			version: "1.0.1",
			external_id: "harness:891928451355:EfOfrUbHTtupeZjUqxlHBg",
			prefix: "",
			enable_billing: false,
			enable_events: true,
			enable_governance: true,
			enable_commitment_read: true,
			enable_commitment_write: false,
			autostopping_resources: ["ec2"],
			autostopping_loadbalancers: ["alb"],
			governance_policy_arns: ["arn:aws:iam::aws:policy/AmazonEC2FullAccess"],
		});
	});
});

type Account = ExportPlan["accounts"][number];

function wanted(account: Account) {
	const { connector } = account;
	const report = connector.spec.curAttributes?.reportName ?? "";
	return {
		identifier: composed(connector.identifier),
		name: composed(connector.name),
		description: composed(connector.description ?? ""),
		tags: tagPairs(account).map(composed),
		features: connector.spec.featuresEnabled.map(composed),
		...(report !== "" && {
			report_name: composed(report),
			s3_bucket: composed(connector.spec.curAttributes?.s3BucketName ?? ""),
		}),
	} as Readonly<Record<string, Json>>;
}

function facts(read: Json, features = "features_enabled"): Readonly<Record<string, Json>> {
	const { report_name, s3_bucket } = read as JsonObject;
	return {
		identifier: at(read, "identifier"),
		name: at(read, "name"),
		description: at(read, "description"),
		tags: at(read, "tags"),
		features: at(read, features),
		...(report_name !== undefined && { report_name }),
		...(s3_bucket !== undefined && { s3_bucket }),
	};
}

function mapped(texts: Readonly<Record<string, string>>) {
	return Object.fromEntries(Object.entries(texts).map(([name, value]) => [composed(name), composed(value)]));
}

function locals(parsed: JsonObject): JsonObject {
	const blocks = parsed.locals;
	if (!Array.isArray(blocks)) throw new Error("there are no locals");
	return Object.assign({}, ...blocks);
}

describe("roles", () => {
	test.each(HCL)("each account gets exactly one by %s", async (format) => {
		const plan = rolloutPlan();
		const counts = new Map<string, number>();
		for (const [, parsed] of await rootModules(plan, format)) {
			for (const account of roleAccounts(parsed, plan)) counts.set(account, (counts.get(account) ?? 0) + 1);
		}
		const accounts = plan.accounts.map(({ accountId }) => accountId).toSorted();
		expect([...counts.keys()].toSorted()).toEqual(accounts);
		expect(new Set(counts.values())).toEqual(new Set([1]));
	});

	test("a role that a stack set made is made by nothing else", async () => {
		const accounts = [exportAccount("111111111111", { stack: null }), PAYER];
		for (const format of ["terraform-accounts", "terraform-module", "opentofu"] as const) {
			const plan = selectionPlan({ accounts });
			const made = (await rootModules(plan, format)).flatMap(([, parsed]) => roleAccounts(parsed, plan));
			expect(made, format).toEqual(["123456789012"]);
		}
	});

	test("with a delegated administrator the management account is its own root module, with its own credentials", async () => {
		const modules = new Map(await rootModules(PLANS.delegated ?? rolloutPlan(), "terraform"));
		expect([...modules.keys()]).toEqual([".", "management"]);
		expect(at(modules.get("."), "provider", "aws", 0, "allowed_account_ids")).toEqual(["888888888888"]);
		expect(at(modules.get("management"), "provider", "aws", 0, "allowed_account_ids")).toEqual([
			"123456789012",
		]);
		expect(Object.keys(at(locals(modules.get(".") ?? {}), "accounts") as JsonObject)).not.toContain(
			PAYER.accountId,
		);
	});

	test("what a CloudFormation stack holds is not made a second time", async () => {
		const [[, parsed] = ["", {}]] = await rootModules(PLANS.held ?? rolloutPlan(), "terraform");
		expect(Object.keys(at(parsed, "resource") as JsonObject)).toEqual(["harness_platform_connector_awscc"]);
	});

	test("AWS is given at most fifty units at once", async () => {
		const [[, parsed] = ["", {}]] = await rootModules(PLANS.many ?? rolloutPlan(), "terraform");
		const instances = at(parsed, "resource", "aws_cloudformation_stack_set_instance") as JsonObject;
		const units = Object.values(instances).map((each) =>
			at(each, 0, "deployment_targets", 0, "organizational_unit_ids"),
		);
		expect(units.map((each) => (each as readonly Json[]).length)).toEqual([50, 50, 20]);
		expect(new Set(units.flat()).size).toBe(120);
	});
});

/** In which accounts a root module makes a role, once for each time it does. */
function roleAccounts(parsed: JsonObject, plan: ExportPlan): readonly string[] {
	const resources = (parsed.resource ?? {}) as JsonObject;
	const own =
		(parsed.provider as JsonObject).aws === undefined
			? []
			: at(parsed, "provider", "aws", 0, "allowed_account_ids");
	const [account] = own as readonly string[];
	const accounts: string[] = [];
	for (const [name, [stack]] of Object.entries(
		(resources.aws_cloudformation_stack ?? {}) as Record<string, Json[]>,
	)) {
		if (name === "organization") {
			if (at(stack, "parameters", "CreateAccountRole") === "true") accounts.push(String(account));
		} else if (
			at(stack, "for_each" in (stack as JsonObject) ? "for_each" : "name") === reference("local.roles")
		) {
			expect(at(stack, "provider")).toBe(reference("aws.by_account[each.key]"));
			expect(own).toEqual([reference("each.key")]);
			const entries = at(locals(parsed), "accounts") as JsonObject;
			accounts.push(...Object.keys(entries).filter((id) => at(entries[id], "region") !== null));
		} else accounts.push(String(account));
	}
	if (resources.aws_cloudformation_stack_set !== undefined) {
		// Service-managed: every account of the units, and never the management account.
		expect(at(resources, "aws_cloudformation_stack_set", "harness_role", 0, "permission_model")).toBe(
			"SERVICE_MANAGED",
		);
		accounts.push(...plan.accounts.filter((one) => !one.isManagement).map(({ accountId }) => accountId));
	}
	for (const [module] of Object.values((parsed.module ?? {}) as Record<string, Json[]>)) {
		expect(module).not.toHaveProperty("for_each");
		accounts.push(String(account));
	}
	return accounts;
}

test("a connector keeps its address, wherever its accounts come from", async () => {
	const addresses = await Promise.all(
		(["terraform", "terraform-organization", "opentofu"] as const).map(async (format) => {
			const [[, parsed] = ["", {}]] = await rootModules(rolloutPlan(), format);
			const imports = parsed.import as readonly Json[];
			return imports.map((each) => at(each, "to")).filter((to) => String(to).includes("connector"));
		}),
	);
	expect(addresses[0]).toEqual([
		reference('harness_platform_connector_awscc.account["123456789012"]'),
		reference('harness_platform_connector_awscc.account["222222222222"]'),
	]);
	expect(new Set(addresses.map((each) => JSON.stringify(each))).size).toBe(1);
	expect(rolloutPlan().accounts.every(hasOwnStack)).toBe(true);
});

test.each(Object.keys(PLANS))("every reference leads to something that is declared: %s", async (name) => {
	const plan = PLANS[name] ?? rolloutPlan();
	for (const format of HCL) {
		for (const [folder, files] of Map.groupBy(hclFiles(plan, format), ({ path }) => dirname(path))) {
			const text = files.map((file) => file.text).join("\n");
			const parsed = await readHcl(text);
			const code = JSON.stringify(expressions(parsed));
			const declared = new Set(declarations(parsed));
			for (const [reference] of code.matchAll(REFERENCE)) {
				expect(declared, `${format} ${folder}: ${reference}`).toContain(reference);
			}
		}
	}
});

/** What stands in a file's expressions, which its texts do not: they are in quotes of their own. */
function expressions(value: Json): readonly string[] {
	if (typeof value === "string") return [...value.matchAll(/\$\{([^}]*)\}/g)].map(([, inner = ""]) => inner);
	if (value === null || typeof value !== "object") return [];
	return Object.values(value).flatMap(expressions);
}

const REFERENCE =
	/\b(?:local|var)\.\w+|\bdata\.\w+\.\w+|\bmodule\.\w+|\baws\.by_account\b|\b(?:aws_cloudformation|harness_platform)_\w+\.\w+/g;

function declarations(parsed: JsonObject): readonly string[] {
	const named = (kind: string, prefix: string) =>
		Object.entries((parsed[kind] ?? {}) as Record<string, JsonObject>).flatMap(([type, names]) =>
			Object.keys(names).map((name) => `${prefix}${type}.${name}`),
		);
	const aliases = (((parsed.provider as JsonObject).aws ?? []) as readonly JsonObject[]).map(
		({ alias }) => `aws.${alias}`,
	);
	return [
		...named("resource", ""),
		...named("data", "data."),
		...aliases,
		...Object.keys((parsed.variable ?? {}) as JsonObject).map((name) => `var.${name}`),
		...Object.keys((parsed.module ?? {}) as JsonObject).map((name) => `module.${name}`),
		...(parsed.locals === undefined ? [] : Object.keys(locals(parsed)).map((name) => `local.${name}`)),
	];
}

/** The arguments and blocks that the providers document, for what is written here. */
const SCHEMAS: Readonly<Record<string, readonly string[]>> = {
	aws_cloudformation_stack: ["name", "template_url", "capabilities", "parameters"],
	aws_cloudformation_stack_set: [
		...[
			"name",
			"permission_model",
			"call_as",
			"template_url",
			"capabilities",
			"parameters",
			"auto_deployment",
		],
		...["managed_execution", "operation_preferences"],
	],
	aws_cloudformation_stack_set_instance: [
		...[
			"stack_set_name",
			"call_as",
			"stack_set_instance_region",
			"deployment_targets",
			"operation_preferences",
		],
		"timeouts",
	],
	harness_platform_connector_awscc: [
		...["identifier", "name", "description", "tags", "account_id", "report_name", "s3_bucket"],
		...["features_enabled", "cross_account_access"],
	],
	auto_deployment: ["enabled", "retain_stacks_on_account_removal"],
	managed_execution: ["active"],
	operation_preferences: [
		"failure_tolerance_percentage",
		"max_concurrent_percentage",
		"region_concurrency_type",
	],
	deployment_targets: ["organizational_unit_ids"],
	timeouts: ["create", "update", "delete"],
	cross_account_access: ["role_arn", "external_id"],
	lifecycle: ["ignore_changes"],
};
const META = ["for_each", "provider", "depends_on", "lifecycle"];

test.each(Object.keys(PLANS))(
	"resources have only arguments that their providers document: %s",
	async (name) => {
		for (const format of HCL) {
			for (const [folder, parsed] of await rootModules(PLANS[name] ?? rolloutPlan(), format)) {
				for (const [type, named] of Object.entries((parsed.resource ?? {}) as Record<string, JsonObject>)) {
					for (const [body] of Object.values(named) as Json[][])
						expectDocumented(type, body ?? null, `${format} ${folder}`);
				}
			}
		}
	},
);

function expectDocumented(type: string, body: Json, where: string): void {
	for (const [name, value] of Object.entries(body as JsonObject)) {
		expect([...(SCHEMAS[type] ?? []), ...META], `${where}: ${type}`).toContain(name);
		const isBlock = Array.isArray(value) && typeof value[0] === "object" && value[0] !== null;
		if (isBlock) expectDocumented(name, value[0] ?? null, where);
	}
}

describe("what Terraform itself makes of the expressions", () => {
	const accounts = [
		...rolloutPlan().accounts,
		exportAccount("666666666666", { accountName: " Dévelop-ment 1.0/x " }),
		exportAccount("777777777777", { accountName: "" }),
	];
	const named = (connectorName: string, identifier: string) =>
		rolloutPlan({
			naming: { connectorName, identifier },
			accounts: accounts.map((account) => {
				if (account.isManagement || account === SPECIAL) return account;
				const unitName = "Prod";
				const { accountId, accountName: name } = account;
				const names = connectorNames({ connectorName, identifier }, { accountId, name, unitName });
				return { ...account, connector: { ...account.connector, ...names } };
			}),
		});

	// The data source says no unit, so what is named after one must be known.
	test.skipIf(!hasTerraform()).each([
		["AWSConnector-{accountId}", "AWSConnector_{accountId}", 5],
		["{accountName} of {ou}", "c_{accountName}_{ou}_{accountId}", 0],
		["ccm {accountName}.{accountId}", `c${"$"}{accountName}_{accountId}`, 4],
	])(
		"accounts that AWS names get the connectors of the plan: %s, %s",
		(connectorName, identifier, byPattern) => {
			const plan = named(connectorName, identifier);
			const text = textOf(plan, "terraform-organization", "accounts.tf")
				.replaceAll("data.aws_organizations_organization.this", "local.organization")
				.replace(/^data .*$/m, "");
			const members = plan.accounts.filter(({ isManagement }) => !isManagement);
			const listed = [
				...members,
				...plan.left.map(({ accountId }) => ({ accountId, accountName: "left out" })),
			];
			const organization = {
				non_master_accounts: listed.map(({ accountId: id, accountName: name }) => ({ id, name })),
			};
			const computed = evaluated(
				`${text}\nlocals {\n  organization = jsondecode(${hclString(JSON.stringify(organization))})\n}\n`,
				"local.accounts",
			);
			expect(computed).toEqual(evaluated(textOf(plan, "terraform", "accounts.tf"), "local.accounts"));
			// The others come out of the pattern, and need not be named.
			const known = /^ {2}known = (?:.*\n)+/m.exec(text)?.[0] ?? "";
			expect(members.filter(({ accountId }) => !known.includes(accountId))).toHaveLength(byPattern);
		},
	);

	test.skipIf(!hasTerraform())(
		"OpenTofu's maps leave out what a stack set made, and what is to be removed",
		() => {
			const plan = selectionPlan({
				accounts: [exportAccount("111111111111", { stack: null }), PAYER, SPECIAL],
			});
			const main = textOf(plan, "opentofu", "main.tofu");
			const blocks = [...main.matchAll(/^(?:variable|locals).*?^\}$/gms)].map(([block]) => block);
			const text = `${blocks.join("\n")}\n${textOf(plan, "opentofu", "accounts.tofu")}`.replace(
				"default = []",
				`default = ["${SPECIAL.accountId}"]`,
			);
			const keys = (map: string) => evaluated(text, `keys(local.${map})`);
			expect(keys("accounts")).toEqual(["111111111111", PAYER.accountId, SPECIAL.accountId]);
			expect(keys("wanted")).toEqual(["111111111111", PAYER.accountId]);
			// A provider must outlive the resources that are taken away by it.
			expect(keys("own")).toEqual([PAYER.accountId, SPECIAL.accountId]);
			expect(keys("roles")).toEqual([PAYER.accountId]);
		},
	);
});

function textOf(plan: ExportPlan, format: ExportFormat, path: string): string {
	const file = [...exportFiles(plan, format)].find((each) => each.path === path);
	if (file === undefined) throw new Error(`there is no ${path}`);
	return file.text;
}

/** What an expression over a file is, by `terraform console`: it needs neither providers nor a network. */
function evaluated(text: string, expression: string): Json {
	const folder = mkdtempSync(join(tmpdir(), "exports-console-"));
	try {
		writeFileSync(join(folder, "main.tf"), text);
		const answer = execFileSync("terraform", [`-chdir=${folder}`, "console"], {
			input: `jsonencode(${expression})\n`,
			encoding: "utf8",
			env: { ...process.env, TF_CLI_CONFIG_FILE: "/dev/null", CHECKPOINT_DISABLE: "1" },
		});
		// A text is answered in quotes of its own.
		return JSON.parse(JSON.parse(answer));
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
