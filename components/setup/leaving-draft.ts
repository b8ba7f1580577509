import type { RolloutDraftInput } from "#lib/schemas/rollout-input.ts";
import type { DraftInput } from "#lib/schemas/step-input.ts";

/** Whose typing it is: a connector's step, or a rollout's. */
export type DraftPlace =
	| Pick<DraftInput, "connectorId" | "step">
	| Pick<RolloutDraftInput, "rolloutId" | "step">;

/**
 * Keeps typing of a page that goes away. The request outlives the page; the copy in the tab is there for a
 * reload, whose page is made before the request arrives.
 */
export async function sendLeavingDraft(place: DraftPlace, json: string): Promise<boolean> {
	const storage = tabStorage();
	storage?.setItem(keyOf(place), json);
	const response = await fetch(`/api/live/${whose(place)}/draft`, {
		method: "POST",
		keepalive: true,
		headers: { "content-type": "application/json" },
		body: JSON.stringify({ step: place.step, values: JSON.parse(json) }),
	}).catch(() => null);
	if (response?.ok && storage?.getItem(keyOf(place)) === json) storage.removeItem(keyOf(place));
	return response?.ok ?? false;
}

/** What this tab typed here before it was loaded anew, once; null: nothing. */
export function takeLeavingDraft(place: DraftPlace): string | null {
	const json = tabStorage()?.getItem(keyOf(place)) ?? null;
	dropLeavingDraft(place);
	return json;
}

/** The server has something newer. */
export function dropLeavingDraft(place: DraftPlace): void {
	tabStorage()?.removeItem(keyOf(place));
}

function whose(place: DraftPlace): string {
	return "connectorId" in place ? `connectors/${place.connectorId}` : `rollouts/${place.rolloutId}`;
}

function keyOf(place: DraftPlace): string {
	return `draft ${"connectorId" in place ? place.connectorId : place.rolloutId} ${place.step}`;
}

/** Browsers that keep nothing throw at the mere mention. */
function tabStorage(): Storage | null {
	try {
		return window.sessionStorage;
	} catch {
		return null;
	}
}
