import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { isObject } from "./json.ts";
import type { AwsState } from "./state.ts";
import { upgradedState } from "./upgrade-state.ts";

const WRITE_DELAY_MS = 50;
/** A large state takes long to write: then it is written less often, so that calls are answered meanwhile. */
const WAIT_FOR_WRITE = 20;

/** Our own file, written by `saveState`: its shape is checked at the top only. */
function isState(value: unknown): value is AwsState {
	return (
		isObject(value) &&
		isObject(value.accounts) &&
		isObject(value.stacks) &&
		isObject(value.templates) &&
		isObject(value.stackSets) &&
		isObject(value.buckets) &&
		isObject(value.faults)
	);
}

export function loadState(file: string): AwsState | null {
	let text: string;
	try {
		text = readFileSync(file, "utf8");
	} catch {
		// No file yet: the first start.
		return null;
	}
	const parsed: unknown = JSON.parse(text);
	const state = isObject(parsed) ? upgradedState(parsed) : parsed;
	if (!isState(state)) throw new Error(`${file} is not a state of this sandbox. Remove it to start afresh.`);
	return state;
}

/** Written beside and moved, so that a crash leaves the old file or the new one. */
function saveState(file: string, state: AwsState): void {
	mkdirSync(dirname(file), { recursive: true });
	const temporary = `${file}.${process.pid}.tmp`;
	writeFileSync(temporary, JSON.stringify(state), { mode: 0o600 });
	renameSync(temporary, file);
}

/** Collects changes for a moment before it writes. */
export function stateWriter(file: string | null, read: () => AwsState): { changed(): void; flush(): void } {
	let timer: NodeJS.Timeout | null = null;
	let delayMs = WRITE_DELAY_MS;
	const flush = () => {
		if (timer === null || file === null) return;
		clearTimeout(timer);
		timer = null;
		const startedAt = performance.now();
		saveState(file, read());
		delayMs = Math.max(WRITE_DELAY_MS, WAIT_FOR_WRITE * (performance.now() - startedAt));
	};
	return {
		changed() {
			if (file !== null) timer ??= setTimeout(flush, delayMs);
		},
		flush,
	};
}
