import { describe, expect, it } from "vitest";
import { EVERYWHERE, ROLES, type Scope } from "#lib/domain/access.ts";
import { abilitiesOf, abilitiesOfActor, actorCan, sightOf } from "./abilities.ts";

const DATA: Scope = { harnessAccountRefs: [], tags: [{ key: "team", value: "data" }] };
const person = { kind: "person", id: "p1", scope: EVERYWHERE } as const;

describe("what somebody may do", () => {
	it("is what their role may do, where their access reaches everything", () => {
		for (const role of ROLES) {
			expect(abilitiesOfActor({ ...person, role })).toEqual(abilitiesOf(role));
		}
	});

	it("never touches the installation itself when their access is limited, whatever their role is called", () => {
		const limited = abilitiesOfActor({ ...person, role: "administrator", scope: DATA });
		expect(limited).toEqual(abilitiesOf("operator"));
		expect(actorCan({ ...person, role: "administrator", scope: DATA }, "trust.people")).toBe(false);
	});

	it("is nothing without a role, except for the system's own jobs", () => {
		expect(abilitiesOfActor({ ...person, role: null })).toEqual([]);
		expect(actorCan({ ...person, kind: "launch-link", role: null }, "connector.view")).toBe(false);
		expect(actorCan({ ...person, kind: "system", role: null }, "trust.people")).toBe(true);
	});
});

describe("what somebody sees", () => {
	it("is everything for an unlimited reviewer and above, and for the system", () => {
		for (const role of ["reviewer", "operator", "administrator"] as const) {
			expect(sightOf({ ...person, role })).toBeNull();
		}
		expect(sightOf({ ...person, kind: "system", role: null })).toBeNull();
	});

	it("is bare of trust and of the audit log for a viewer, and bounded for whoever is limited", () => {
		expect(sightOf({ ...person, role: "viewer" })).toEqual({
			actorId: "p1",
			scope: EVERYWHERE,
			seesTrust: false,
			readsAudit: false,
		});
		expect(sightOf({ ...person, kind: "key", role: "administrator", scope: DATA })).toMatchObject({
			scope: DATA,
			seesTrust: true,
		});
	});
});
