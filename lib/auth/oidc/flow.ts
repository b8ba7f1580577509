import { createHash } from "node:crypto";
import type { GenericEndpointContext } from "better-auth";
import { expireCookie } from "better-auth/cookies";
import * as z from "zod/mini";
import type { OidcChecks } from "../oidc-port.ts";

const INTENTS = ["sign-in", "prove", "link", "test"] as const;
export const IntentSchema = z.catch(z.enum(INTENTS), "sign-in");

const FlowSchema = z.object({
	intent: z.enum(INTENTS),
	/** Where the person lands afterwards: a path of ours. */
	next: z.string(),
	/** Who began it; null: nobody was signed in. */
	personId: z.nullable(z.string()),
	/** Of the settings that it was begun with. */
	version: z.number(),
	checks: z.object({
		state: z.string(),
		nonce: z.string(),
		verifier: z.string(),
		startedAt: z.number(),
		isFresh: z.boolean(),
	}),
});

/** A sign-in under way. Only the browser that began it has it, so nobody can be made to finish somebody else's. */
export type Flow = z.output<typeof FlowSchema> & { readonly checks: OidcChecks };

const FLOW_SECONDS = 10 * 60;

export async function keepFlow(ctx: GenericEndpointContext, flow: Flow): Promise<void> {
	const cookie = cookieOf(ctx, flow.checks.state);
	const value = Buffer.from(JSON.stringify(flow)).toString("base64url");
	await ctx.setSignedCookie(cookie.name, value, ctx.context.secret, cookie.attributes);
}

/** The flow of a state, once; null: this browser did not begin it, or too long ago. */
export async function takeFlow(ctx: GenericEndpointContext, state: string, now: Date): Promise<Flow | null> {
	const cookie = cookieOf(ctx, state);
	const value = await ctx.getSignedCookie(cookie.name, ctx.context.secret);
	if (!value) return null;
	expireCookie(ctx, cookie);
	const parsed = FlowSchema.safeParse(JSON.parse(Buffer.from(value, "base64url").toString()));
	if (!parsed.success || parsed.data.checks.state !== state) return null;
	return now.getTime() - parsed.data.checks.startedAt > FLOW_SECONDS * 1_000 ? null : parsed.data;
}

/** One cookie for each flow: several tabs may sign in at once. */
function cookieOf(ctx: GenericEndpointContext, state: string) {
	const mark = createHash("sha256").update(state).digest("hex").slice(0, 16);
	return ctx.context.createAuthCookie(`sso_${mark}`, { maxAge: FLOW_SECONDS });
}
