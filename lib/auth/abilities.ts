// Who may do what: the one table that pages, actions, REST and jobs ask.
import { isUnlimited, type Role, type Scope } from "#lib/domain/access.ts";
import { type Sight, seesEverything } from "#lib/domain/sight.ts";

const VIEWER = ["own-account", "connector.view"] as const;
const REVIEWER = ["connector.view-trust", "settings.view", "audit.view"] as const;
const OPERATOR = [
	"connector.connect",
	"connector.check",
	"connector.change",
	"launch-link.manage",
	"incident.handle",
] as const;
const ADMINISTRATOR = [
	"settings.change",
	"trust.harness",
	"trust.template",
	"trust.verifier",
	"trust.sign-in",
	"trust.notifications",
	"trust.api-keys",
	"trust.people",
	"trust.approve",
	"audit.export",
] as const;

export type Ability =
	| (typeof VIEWER)[number]
	| (typeof REVIEWER)[number]
	| (typeof OPERATOR)[number]
	| (typeof ADMINISTRATOR)[number];

/** Each role has what the one before it has. */
const ABILITIES: Readonly<Record<Role, readonly Ability[]>> = {
	viewer: VIEWER,
	reviewer: [...VIEWER, ...REVIEWER],
	operator: [...VIEWER, ...REVIEWER, ...OPERATOR],
	administrator: [...VIEWER, ...REVIEWER, ...OPERATOR, ...ADMINISTRATOR],
};

export function abilitiesOf(role: Role | null): readonly Ability[] {
	return role === null ? [] : ABILITIES[role];
}

export function can(role: Role | null, ability: Ability): boolean {
	return abilitiesOf(role).includes(ability);
}

/** As much of an Actor as its abilities follow from. */
type Acting = { readonly kind: string; readonly role: Role | null; readonly scope: Scope };

/**
 * The system's own jobs need no role. What is of the whole installation takes somebody whose access reaches all of it:
 * a limited administrator is an operator.
 */
export function actorCan(actor: Acting, ability: Ability): boolean {
	if (actor.kind === "system") return true;
	return can(actor.role, ability) && (isUnlimited(actor.scope) || !isOfInstallation(ability));
}

function isOfInstallation(ability: Ability): boolean {
	return ADMINISTRATOR.some((own) => own === ability);
}

/** All that the actor may do, for pages to show no more than that. */
export function abilitiesOfActor(actor: Acting): readonly Ability[] {
	return abilitiesOf(actor.role).filter((ability) => actorCan(actor, ability));
}

/** What is kept from the actor; null: nothing. A launch link's verbs see to their one request themselves. */
export function sightOf(actor: Acting & { readonly id: string }): Sight | null {
	if (actor.kind !== "person" && actor.kind !== "key") return null;
	const sight = {
		actorId: actor.id,
		scope: actor.scope,
		seesTrust: can(actor.role, "connector.view-trust"),
		readsAudit: can(actor.role, "audit.view"),
	};
	return seesEverything(sight) ? null : sight;
}

/** Whoever changes whom we trust proves again who they are, and every administrator hears of it. */
export function isTrustChange(ability: Ability): boolean {
	return ability.startsWith("trust.") && ability !== "trust.approve";
}

/** Whoever approves another's change of trust proves who they are, too. */
export function needsProof(ability: Ability): boolean {
	return isTrustChange(ability) || ability === "trust.approve";
}
