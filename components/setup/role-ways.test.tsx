import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { AtLink, routerStub } from "#components/launch/launch-link.test-support.tsx";
import { RoleWays } from "./role-ways.tsx";

afterEach(cleanup);

function existingRole(hasHarnessSide: boolean): string {
	render(
		<AtLink router={routerStub().router}>
			<RoleWays
				launch={{ link: null, code: null }}
				accountId="445566778899"
				trustPolicy="{}"
				hasHarnessSide={hasHarnessSide}
				isDone={false}
				onLaunch={() => undefined}
				manual={null}
				paste={null}
			/>
		</AtLink>,
	);
	fireEvent.click(screen.getByRole("tab", { name: "I already have a role" }));
	return screen.getByRole("tabpanel", { name: "I already have a role" }).textContent;
}

test("a role that trusts only Harness is said to work where Harness can test it", () => {
	expect(existingRole(true)).toContain("a role that trusts only Harness works too");
});

test("where no Harness stands behind the connection, a role must trust Rolebridge too", () => {
	const text = existingRole(false);
	expect(text).toContain("only a role that trusts Rolebridge too can be proven");
	expect(text).not.toContain("Harness");
});
