import { expect, test } from "vitest";
import { DraftSchema } from "./step-input.ts";

const SECRET_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const DRAFT = {
	connectorId: "abcdefghij0123456789",
	values: { secretKeyRef: SECRET_KEY, region: "us-east-1" },
};

test("a secret key that was pasted where a name belongs is not kept with the unsaved typing", () => {
	const kept = DraftSchema.parse({ ...DRAFT, step: "credentials" });
	expect(kept.values).toEqual({ secretKeyRef: "", region: "us-east-1" });
});

test("what is typed into other steps is kept as it is", () => {
	const values = { description: "0123456789abcdef0123456789abcdef01234567" };
	expect(DraftSchema.parse({ ...DRAFT, step: "overview", values }).values).toEqual(values);
	expect(DraftSchema.parse({ ...DRAFT, step: "credentials", values: null }).values).toBeNull();
});
