import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { PlatformFinish } from "./platform-finish.tsx";
import { TestTrouble } from "./test-trouble.tsx";

afterEach(cleanup);

function asked(hasRole: boolean, canAddProof: boolean): string {
	render(
		<PlatformFinish
			isQuarantined={false}
			hasRole={hasRole}
			canAddProof={canAddProof}
			isFinishing={false}
			onFinish={async () => true}
		/>,
	);
	fireEvent.click(screen.getByRole("button", { name: "Finish…" }));
	return document.body.textContent;
}

test("proof is promised for later where the role can be made to trust Rolebridge", () => {
	expect(asked(true, true)).toContain("Proof can be added later");
});

test("proof is not promised while Rolebridge's own AWS identity is not known", () => {
	const text = asked(true, false);
	expect(text).toContain("Nobody here checks that the role refuses strangers.");
	expect(text).not.toContain("Proof can be added later");
});

test("of credentials without a role nothing is said of a role's trust", () => {
	const text = asked(false, false);
	expect(text).toContain("only Harness or its delegate has them");
	expect(text).not.toMatch(/refuses strangers|Proof can be added/);
});

test("what to do about a failed test of Harness's is open once the test failed, and not before", () => {
	const isOpen = () => screen.getByText("If Harness's test fails").closest("details")?.open;
	const { rerender } = render(<TestTrouble hasFailed={false} />);
	expect(isOpen()).toBe(false);
	rerender(<TestTrouble hasFailed />);
	expect(isOpen()).toBe(true);
});
