import type * as z from "zod/mini";
import type { Context } from "#lib/context.ts";
import { networkOf } from "#lib/domain/network-of.ts";
import { countOpening } from "#lib/launch-links/count-opening.ts";
import { declineLink } from "#lib/launch-links/decline-link.ts";
import { findHeldLink, type Held, isOfRollout } from "#lib/launch-links/held-link.ts";
import { launchCookie, launchCookieName } from "#lib/launch-links/launch-cookie.ts";
import { makeOffer } from "#lib/launch-links/make-offer.ts";
import { markActed } from "#lib/launch-links/mark-acted.ts";
import { openLaunchLink } from "#lib/launch-links/open-launch-link.ts";
import {
	takeFilesTurn,
	takeGuessersTurn,
	takeHoldersTurn,
	takeReadersTurn,
	takeStrangersTurn,
} from "#lib/launch-links/take-launch-turn.ts";
import { watchLink } from "#lib/launch-links/watch-link.ts";
import { readPackFile } from "#lib/loaders/approval-pack.ts";
import { readLaunchLive } from "#lib/loaders/launch-live.ts";
import { readRolloutPackFile } from "#lib/loaders/rollout-pack.ts";
import { readBody } from "#lib/rest/read-body.ts";
import { ActedSchema, DeclineSchema, OfferSchema, OpenLinkSchema } from "#lib/schemas/launch-link-schemas.ts";
import { json, problem, problemOf } from "../problem.ts";
import { isSameOrigin } from "../same-origin.ts";

/** What may be asked under `/launch/<id>/`. */
export type LaunchAsk = "open" | "opened" | "watch" | "state" | "acted" | "decline" | "offer" | "file";

export type LaunchRequest = {
	readonly request: Request;
	/** As it stands in the address: anything. */
	readonly id: string;
	/** Of a file of the approval pack. */
	readonly name?: string;
};

/** What a launch link's holder may ask for, one place that catches, and nothing that another site's page could send. */
export async function respondToHolder(ctx: Context, ask: LaunchAsk, asked: LaunchRequest): Promise<Response> {
	const { request } = asked;
	try {
		if (request.method !== "GET" && !isSameOrigin(request)) return notFromHere();
		return ask === "open" ? await open(ctx, asked) : await asHolder(ctx, asked, ANSWERS[ask]);
	} catch (error) {
		const { name, message } = error instanceof Error ? error : { name: "unknown", message: "" };
		ctx.log.error({ event: "route-crashed", error: name, message }, "route crashed");
		return problemOf({ code: "UNEXPECTED" });
	}
}

/** The secret comes in the body, and nowhere else; what it opens goes into a cookie. */
async function open(ctx: Context, { request, id }: LaunchRequest): Promise<Response> {
	const waitSeconds = await takeStrangersTurn(ctx, networkOf(ctx.actor.address));
	if (waitSeconds !== null) return tooMany(waitSeconds);
	const body = await inputOf(request, OpenLinkSchema);
	if (body instanceof Response) return body;
	const opened = await openLaunchLink(ctx, { id, secret: body.secret });
	if (!opened.ok) {
		ctx.log.warn({ event: "launch-link-refused" }, "a launch link was not opened");
		const guessSeconds = await takeGuessersTurn(ctx, id);
		return guessSeconds === null ? nothing() : tooMany(guessSeconds);
	}
	const { token, expiresAt } = opened.value;
	const seconds = (expiresAt.getTime() - ctx.now().getTime()) / 1_000;
	const response = done();
	response.headers.set("set-cookie", launchCookie(ctx.config, { linkId: id, token, seconds }));
	return response;
}

type Answer = (ctx: Context, held: Held, asked: LaunchRequest) => Promise<Response>;

const ANSWERS = {
	opened: bounded(takeHoldersTurn, async (ctx, held) => {
		await countOpening(ctx, held);
		return done();
	}),
	/** The heartbeat of an open page. */
	watch: bounded(takeReadersTurn, async (ctx, held) => {
		await watchLink(ctx, held);
		return done();
	}),
	state: bounded(takeReadersTurn, async (ctx, held) => json(await readLaunchLive(ctx, held))),
	acted: bounded(takeHoldersTurn, async (ctx, held, { request }) => {
		const body = await inputOf(request, ActedSchema);
		return body instanceof Response ? body : answerOf(await markActed(ctx, held, body.way));
	}),
	decline: bounded(takeHoldersTurn, async (ctx, held, { request }) => {
		const body = await inputOf(request, DeclineSchema);
		return body instanceof Response ? body : answerOf(await declineLink(ctx, held, body.message));
	}),
	offer: bounded(takeHoldersTurn, async (ctx, held, { request }) => {
		// Of a whole organization nothing less is offered: it is taken, or declined with a word.
		if (isOfRollout(held)) return problemOf({ code: "LAUNCH_LINK_NOT_POSSIBLE" });
		const body = await inputOf(request, OfferSchema);
		return body instanceof Response ? body : answerOf(await makeOffer(ctx, held, body));
	}),
	file: bounded(takeFilesTurn, async (ctx, held, { name = "" }) => {
		const content = isOfRollout(held)
			? await readRolloutPackFile(ctx, held, name)
			: await readPackFile(ctx, held, name);
		if (content === null) return nothing();
		return new Response(content.body, {
			headers: {
				"content-type": content.mediaType,
				"content-disposition": `attachment; filename="${name}"`,
				"cache-control": "no-store",
				"x-content-type-options": "nosniff",
			},
		});
	}),
} as const satisfies Record<Exclude<LaunchAsk, "open">, Answer>;

/** Nothing is asked without end, by a link's own holders neither. */
function bounded(takeTurn: typeof takeHoldersTurn, answer: Answer): Answer {
	return async (ctx, held, asked) => {
		const seconds = await takeTurn(ctx, held.link.id);
		return seconds === null ? answer(ctx, held, asked) : tooMany(seconds);
	};
}

/** Whoever has this link's cookie; for everybody else there is nothing here, whatever the reason. */
async function asHolder(ctx: Context, asked: LaunchRequest, answer: Answer): Promise<Response> {
	const token = cookieIn(asked.request, launchCookieName(ctx.config));
	const held = await findHeldLink(ctx, { id: asked.id, token });
	if (held !== null) return answer(ctx, held, asked);
	const seconds = await takeStrangersTurn(ctx, networkOf(ctx.actor.address));
	return seconds === null ? nothing() : tooMany(seconds);
}

async function inputOf<Schema extends z.ZodMiniType>(
	request: Request,
	schema: Schema,
): Promise<z.output<Schema> | Response> {
	const body = await readBody(request);
	if (!body.ok) return problemOf(body.failure);
	const parsed = schema.safeParse(body.value);
	return parsed.success ? parsed.data : problemOf({ code: "INPUT_INVALID" });
}

function cookieIn(request: Request, name: string): string {
	const pairs = (request.headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
	return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";
}

function answerOf(
	result: { readonly ok: true } | { readonly ok: false; readonly failure: Parameters<typeof problemOf>[0] },
) {
	return result.ok ? done() : problemOf(result.failure);
}

function done(): Response {
	return new Response(null, { status: 204, headers: { "cache-control": "no-store" } });
}

/** The one answer to unknown, ended, foreign and mistyped links. */
function nothing(): Response {
	return problemOf({ code: "LAUNCH_LINK_NOT_FOUND" });
}

function notFromHere(): Response {
	const detail = "This address takes requests from Rolebridge's own pages only.";
	return problem(403, { code: "INPUT_INVALID", detail });
}

function tooMany(seconds: number): Response {
	const response = problem(429, {
		code: "TOO_MANY_REQUESTS",
		detail: `Wait ${seconds} s before the next try.`,
	});
	response.headers.set("retry-after", String(seconds));
	return response;
}
