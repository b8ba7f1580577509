// Whoever tries an id must not learn from the time it takes whether it exists.
import { describe, expect, it } from "vitest";
import { authenticateKey } from "#lib/api-keys/authenticate-key.ts";
import { createKey } from "#lib/api-keys/create-key.ts";
import type { Context } from "#lib/context.ts";
import { EVERYWHERE } from "#lib/domain/access.ts";
import { draftAtRoleStep, launchContext, sendLink } from "#lib/launch-links/launch-links.test-support.ts";
import { openLaunchLink } from "#lib/launch-links/open-launch-link.ts";
import { acceptInvitation } from "#lib/people/accept-invitation.ts";
import { invite } from "#lib/people/invite.ts";
import { openInvitation } from "#lib/people/open-invitation.ts";
import { callsOf } from "#lib/testing/calls-of.ts";
import { testContext } from "#lib/testing/test-context.ts";

const WRONG = "A".repeat(43);
const UNKNOWN = "a".repeat(20);
const OPERATOR = { role: "operator", scope: EVERYWHERE } as const;
const VIEWER = { role: "viewer", scope: EVERYWHERE } as const;

/** What an unknown id and a wrong secret of a known one ask for, and what the right one does. */
async function compared(
	ctx: Context,
	{ id, secret }: { readonly id: string; readonly secret: string },
	verb: (ctx: Context, key: { readonly id: string; readonly secret: string }) => Promise<unknown>,
) {
	const calls = (key: { readonly id: string; readonly secret: string }) =>
		callsOf(ctx, (watched) => verb(watched, key));
	return {
		unknown: await calls({ id: UNKNOWN, secret: WRONG }),
		wrong: await calls({ id, secret: WRONG }),
		right: await calls({ id, secret }),
	};
}

describe("an unknown id and a wrong secret ask for the same", () => {
	async function invited() {
		const ctx = testContext();
		const person = { id: ctx.actor.id, name: "Tester", email: "tester@example.com", createdAt: ctx.now() };
		const access = { role: "administrator", scope: EVERYWHERE } as const;
		ctx.store.people.set(person.id, { ...person, ...access, hasSecondFactor: false, signsInBy: [] });
		const made = await invite(ctx, { email: "kim@example.com", access: OPERATOR });
		if (!made.ok) throw new Error(made.failure.code);
		return { ctx, key: made.value };
	}

	it("of an invitation that is opened", async () => {
		const { ctx, key } = await invited();
		const { unknown, wrong, right } = await compared(ctx, key, openInvitation);
		expect(unknown).toEqual(wrong);
		expect(unknown).toEqual(["invitations.find", "sha256Hex"]);
		expect(right.length).toBeGreaterThan(unknown.length);
	});

	it("of an invitation that is accepted", async () => {
		const { ctx, key } = await invited();
		const { unknown, wrong } = await compared(ctx, key, (watched, given) =>
			acceptInvitation(watched, { ...given, name: "Kim", passwordHash: "hash" }),
		);
		expect(unknown).toEqual(wrong);
	});

	it("of a launch link", async () => {
		const ctx = await launchContext();
		const link = await sendLink(ctx, await draftAtRoleStep(ctx));
		const { unknown, wrong, right } = await compared(ctx, link, openLaunchLink);
		expect(unknown).toEqual(wrong);
		expect(unknown).toContain("sha256Hex");
		expect(right.length).toBeGreaterThan(unknown.length);
	});

	it("of an API key", async () => {
		const ctx = testContext();
		const made = await createKey(ctx, { name: "CI", access: VIEWER, days: 30 });
		if (!made.ok) throw new Error(made.failure.code);
		const { id, secret } = made.value;
		const { unknown, wrong, right } = await compared(ctx, { id, secret: secret.slice(-43) }, (watched, key) =>
			authenticateKey(watched, {
				authorization: `Bearer rb_${key.id}_${key.secret}`,
				...{ address: null, requestId: null },
			}),
		);
		expect(unknown).toEqual(wrong);
		expect(unknown).toEqual(["apiKeys.credentials", "sha256Hex"]);
		expect(right).toContain("apiKeys.touch");
	});
});
