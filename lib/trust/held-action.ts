import type { output, ZodMiniType } from "zod/mini";
import type { Ability } from "#lib/auth/abilities.ts";
import type { Context } from "#lib/context.ts";
import type { TrustSecret } from "#lib/db/trust-changes-port.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { plainLine } from "./change-line.ts";

/** A change of trust that can be kept for another administrator and done later, by its action's raw input. */
export type HeldAction = {
	readonly ability: Ability;
	/** Each field of it shows in the description. */
	readonly schema: ZodMiniType;
	/** What it would change, in lines without secrets; null: nothing to hold, the action itself answers at once. */
	describe(ctx: Context, raw: unknown): Promise<readonly string[] | null>;
	run(ctx: Context, raw: unknown): Promise<Result<TrustSecret | null>>;
};

type Parts<Schema extends ZodMiniType, Value> = {
	readonly ability: Ability;
	/** The action's own schema: what is held is parsed anew when it is done. */
	readonly schema: Schema;
	/** Null: this very input takes trust away, which nobody need wait for. */
	readonly describe: (
		input: output<Schema>,
		ctx: Context,
	) => readonly string[] | null | Promise<readonly string[] | null>;
	/** The verb that the action calls. */
	readonly run: (ctx: Context, input: output<Schema>) => Promise<Result<Value>>;
	/** What the verb tells once; whoever asked for the change fetches it. */
	readonly secretOf?: (value: Value) => TrustSecret | null;
};

export function heldAction<Schema extends ZodMiniType, Value>(parts: Parts<Schema, Value>): HeldAction {
	const { ability, schema, describe, run, secretOf } = parts;
	return {
		ability,
		schema,
		async describe(ctx, raw) {
			const parsed = schema.safeParse(raw);
			const lines = parsed.success ? await describe(parsed.data, ctx) : null;
			return lines?.map(plainLine) ?? null;
		},
		async run(ctx, raw) {
			const parsed = schema.safeParse(raw);
			if (!parsed.success) return failed({ code: "INPUT_INVALID" });
			const done = await run(ctx, parsed.data);
			return done.ok ? ok(secretOf?.(done.value) ?? null) : done;
		},
	};
}
