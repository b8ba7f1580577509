import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import * as z from "zod/mini";
import type { CeAwsConnector } from "#lib/domain/harness-connector.ts";
import type { AwsConnector } from "#lib/domain/platform/aws-connector-body.ts";

export type SandboxConnector = CeAwsConnector | AwsConnector;
/** Neither: the account. */
export type Scope = { readonly orgIdentifier: string; readonly projectIdentifier: string };

export type TestResult = {
	readonly status: "SUCCESS" | "FAILURE";
	readonly errorSummary: string | null;
	readonly errors: readonly { reason: string; message: string; code: number }[] | null;
	readonly testedAt: number;
};
export type StoredConnector<Connector = SandboxConnector> = {
	readonly accountId: string;
	readonly connector: Connector;
	readonly createdAt: number;
	readonly lastModifiedAt: number;
	readonly test: TestResult | null;
	readonly lastConnectedAt: number | null;
};

const WRITE_DELAY_MS = 50;
/** What names a connector; the rest is taken as it is given. */
const Putting = z.looseObject({
	accountId: z.string(),
	connector: z.looseObject({ identifier: z.string() }),
});
const Stored = z.object({ connectors: z.array(z.looseObject({ accountId: z.string() })) });

/** The connectors by account, scope and identifier, kept in a file when one is named. */
export class HarnessState {
	readonly #connectors = new Map<string, StoredConnector>();
	readonly #stateFile: string | null;
	#timer: NodeJS.Timeout | null = null;

	constructor(stateFile: string | null) {
		this.#stateFile = stateFile;
		for (const stored of readStored(stateFile)) this.#connectors.set(keyOf(stored), stored);
	}

	all(): readonly StoredConnector[] {
		return [...this.#connectors.values()];
	}

	find(accountId: string, identifier: string, scope: Scope): StoredConnector | undefined {
		return this.#connectors.get(keyAt(accountId, scope, identifier));
	}

	put(stored: StoredConnector): void {
		this.#connectors.set(keyOf(stored), stored);
		this.#changed();
	}

	delete(stored: StoredConnector): void {
		this.#connectors.delete(keyOf(stored));
		this.#changed();
	}

	clear(): void {
		this.#connectors.clear();
		this.#changed();
	}

	/** Many at once: for a fleet that is made, not saved one by one. */
	putAll(stored: readonly unknown[]): number {
		const parsed = z.safeParse(z.array(Putting), stored);
		if (!parsed.success) return 0;
		for (const one of parsed.data) {
			const connector = asStored(one);
			this.#connectors.set(keyOf(connector), connector);
		}
		this.#changed();
		return parsed.data.length;
	}

	/** Changes are collected for a moment: with thousands of connectors the file is large. */
	#changed(): void {
		if (this.#stateFile !== null) this.#timer ??= setTimeout(() => this.flush(), WRITE_DELAY_MS);
	}

	/** Writes what is not written yet. */
	flush(): void {
		if (this.#timer === null || this.#stateFile === null) return;
		clearTimeout(this.#timer);
		this.#timer = null;
		mkdirSync(dirname(this.#stateFile), { recursive: true });
		// Whole or not at all: a sandbox that is stopped in the middle still starts again.
		writeFileSync(`${this.#stateFile}.new`, JSON.stringify({ connectors: this.all() }));
		renameSync(`${this.#stateFile}.new`, this.#stateFile);
	}
}

/** Where a connector lies, as its body says it; a cost connector is always of the account. */
export function scopeOf({ orgIdentifier, projectIdentifier }: SandboxConnector): Scope {
	const named = (value: unknown) => (typeof value === "string" ? value : "");
	return { orgIdentifier: named(orgIdentifier), projectIdentifier: named(projectIdentifier) };
}

function keyAt(accountId: string, { orgIdentifier, projectIdentifier }: Scope, identifier: string): string {
	return [accountId, orgIdentifier, projectIdentifier, identifier].join("/");
}

function keyOf({ accountId, connector }: StoredConnector): string {
	return keyAt(accountId, scopeOf(connector), connector.identifier);
}

function readStored(stateFile: string | null): readonly StoredConnector[] {
	if (stateFile === null) return [];
	try {
		const parsed = z.safeParse(Stored, JSON.parse(readFileSync(stateFile, "utf8")));
		return parsed.success ? parsed.data.connectors.map(asStored) : [];
	} catch {
		return [];
	}
}

/** Nobody but this class writes the file, so what has an account is a stored connector. */
function asStored(value: { accountId: string }): StoredConnector {
	return value as StoredConnector;
}
