import type { FailureCode } from "./failures.ts";
import type { Feature } from "./features.ts";
import type { IdAnswer } from "./rotation.ts";

/** What the worker found last of a change of features. Times in milliseconds since 1970. */
export type FeaturesProgress = {
	readonly checkedAt: number;
	/** `role`: the role lacks something, or could not be asked. `harness`: the role has it all, Harness not yet. */
	readonly waitsFor: "role" | "harness";
	readonly code: FailureCode | null;
	/** One plain sentence. */
	readonly observed: string;
	/** Actions that AWS does not allow yet, by feature. */
	readonly missing: readonly { readonly feature: Feature; readonly actions: readonly string[] }[];
};

export type RotationProgress = {
	readonly checkedAt: number;
	readonly current: IdAnswer;
	readonly other: IdAnswer;
	readonly code: FailureCode | null;
	readonly observed: string;
};

/** Parameters that the stack may give up by now: Harness no longer uses what they allow. */
export type StackShrink = {
	readonly since: number;
	readonly changes: Readonly<Record<string, string>>;
};

/** What is known of the changes of one connector; each part is missing while there is nothing to say. */
export type ChangeProgress = {
	readonly features?: FeaturesProgress;
	readonly rotation?: RotationProgress;
	readonly shrink?: StackShrink;
};
