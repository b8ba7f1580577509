import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import * as z from "zod/mini";
import type { CeAwsConnector } from "#lib/domain/harness-connector.ts";

export type TestResult = {
	readonly status: "SUCCESS" | "FAILURE";
	readonly errorSummary: string | null;
	readonly errors: readonly { reason: string; message: string; code: number }[] | null;
	readonly testedAt: number;
};
export type StoredConnector = {
	readonly accountId: string;
	readonly connector: CeAwsConnector;
	readonly createdAt: number;
	readonly lastModifiedAt: number;
	readonly test: TestResult | null;
	readonly lastConnectedAt: number | null;
};

const Stored = z.object({ connectors: z.array(z.looseObject({ accountId: z.string() })) });

/** The connectors by account and identifier, kept in a file when one is named. */
export class HarnessState {
	readonly #connectors = new Map<string, StoredConnector>();
	readonly #stateFile: string | null;

	constructor(stateFile: string | null) {
		this.#stateFile = stateFile;
		for (const stored of readStored(stateFile)) this.#connectors.set(keyOf(stored), stored);
	}

	all(): readonly StoredConnector[] {
		return [...this.#connectors.values()];
	}

	find(accountId: string, identifier: string): StoredConnector | undefined {
		return this.#connectors.get(`${accountId}/${identifier}`);
	}

	put(stored: StoredConnector): void {
		this.#connectors.set(keyOf(stored), stored);
		this.#write();
	}

	delete(stored: StoredConnector): void {
		this.#connectors.delete(keyOf(stored));
		this.#write();
	}

	clear(): void {
		this.#connectors.clear();
		this.#write();
	}

	#write(): void {
		if (this.#stateFile === null) return;
		mkdirSync(dirname(this.#stateFile), { recursive: true });
		// Whole or not at all: a sandbox that is stopped in the middle still starts again.
		writeFileSync(`${this.#stateFile}.new`, JSON.stringify({ connectors: this.all() }));
		renameSync(`${this.#stateFile}.new`, this.#stateFile);
	}
}

function keyOf({ accountId, connector }: StoredConnector): string {
	return `${accountId}/${connector.identifier}`;
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
