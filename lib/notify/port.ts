import type { JsonValue } from "#lib/domain/check.ts";
import type { Result } from "#lib/domain/result.ts";

/** Where a message goes. The secrets in it never reach a log or an error. */
export type NotifyTarget =
	| { readonly kind: "webhook"; readonly url: string; readonly secret: string }
	| { readonly kind: "slack"; readonly url: string }
	| { readonly kind: "email"; readonly to: string };

/** One thing to tell, ready for every kind of channel. */
export type NotifyMessage = {
	/** Stays the same when it is sent again: a receiver can tell a repetition. */
	readonly id: string;
	/** `account`: to one person, about who has access. */
	readonly kind: "opened" | "recovered" | "digest" | "test" | "audit" | "account";
	readonly title: string;
	/** Plain sentences, one a line. */
	readonly lines: readonly string[];
	/** A page of this installation that shows more; null where its public URL is not known. */
	readonly url: string | null;
	readonly at: Date;
	/** For machines: ids, states, codes, times. No secrets. */
	readonly facts: JsonValue;
};

export type Notify = {
	/** Whether such a target would be called at all, as far as can be told without calling it. */
	check(target: NotifyTarget): Promise<Result<true>>;
	/** One try; whether and when there is another is the caller's decision. */
	send(
		target: NotifyTarget,
		message: NotifyMessage,
		signal?: AbortSignal,
	): Promise<Result<{ readonly status: string }>>;
};
