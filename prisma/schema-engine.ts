// Prisma's own schema engine as WebAssembly: migrations run with nothing downloaded.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";

/** The engine over one database; `schema` is the datamodel's text. */
export async function openSchemaEngine(connectionString: string) {
	const schema = await readFile(new URL("./schema.prisma", import.meta.url), "utf8");
	await instantiate();
	const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString }));
	const engine = await bindings.SchemaEngine.new(
		{ datamodels: [["schema.prisma", schema]] },
		() => undefined,
		adapter,
	);
	return { engine, schema };
}

async function instantiate(): Promise<void> {
	const engine = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm");
	const wasm = join(dirname(engine), "schema_engine_bg.wasm");
	const module = await WebAssembly.compile(await readFile(wasm));
	const imports = WebAssembly.Module.imports(module).map((entry) => [entry.module, bindings]);
	const { exports } = await WebAssembly.instantiate(module, Object.fromEntries(imports));
	bindings.__wbg_set_wasm(exports);
	const start = exports.__wbindgen_start;
	if (typeof start === "function") start();
}
