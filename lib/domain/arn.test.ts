import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAccountId } from "./account-id.ts";
import {
	formatRoleArn,
	parsePolicyArn,
	parsePrincipalArn,
	parseRoleArn,
	parseRoleName,
	parseRolePath,
	roleArnOfAssumedRole,
} from "./arn.ts";
import { PARTITIONS } from "./partition.ts";

const accountIds = fc.stringMatching(/^[0-9]{12}$/).map((text) => {
	const parsed = parseAccountId(text);
	if (!parsed.ok) throw new Error("twelve digits must parse");
	return parsed.value;
});
const names = fc.stringMatching(/^[A-Za-z0-9_+=,.@-]{1,64}$/);
const paths = fc
	.array(fc.stringMatching(/^[A-Za-z0-9_+=,.@:-]{1,20}$/), { maxLength: 5 })
	.map((segments) => `/${segments.map((segment) => `${segment}/`).join("")}`);
const roles = fc.record({
	partition: fc.constantFrom(...PARTITIONS),
	accountId: accountIds,
	path: paths,
	roleName: names,
});

describe("role ARNs", () => {
	test("every role that can be written parses back to its parts, quoted and padded too", () => {
		fc.assert(
			fc.property(roles, (role) => {
				const arn = formatRoleArn(role);
				expect(parseRoleArn(arn)).toEqual({ ok: true, value: { arn, ...role } });
				expect(parseRoleArn(` "${arn}"\n`)).toEqual({ ok: true, value: { arn, ...role } });
			}),
		);
	});

	test("whatever parses is written back the same, so the ARN is anchored at both ends", () => {
		const noisy = fc
			.tuple(roles, fc.string(), fc.string())
			.map(([role, before, after]) => before + formatRoleArn(role) + after);
		fc.assert(
			fc.property(noisy, (text) => {
				const parsed = parseRoleArn(text);
				if (parsed.ok) expect(formatRoleArn(parsed.value)).toBe(parsed.value.arn);
				if (parsed.ok) expect(text).toContain(parsed.value.arn);
			}),
		);
	});

	test.each([
		["", "empty"],
		["HarnessCERole", "not-an-arn"],
		["arn:aws:iam::123456789012:role/", "path-or-name"],
		["arn:aws:iam::123456789012:role", "path-or-name"],
		["arn:aws:iam:::role/Name", "account-id"],
		["arn:aws:iam::12345678901:role/Name", "account-id"],
		["arn:aws:iam::1234-5678-9012:role/Name", "account-id"],
		["arn:aws-iso:iam::123456789012:role/Name", "unknown-partition"],
		["arn:AWS:iam::123456789012:role/Name", "unknown-partition"],
		["arn:aws:sts::123456789012:assumed-role/Name/session", "assumed-role"],
		["arn:aws:s3:::bucket/Name", "wrong-service"],
		["arn:aws:iam:us-east-1:123456789012:role/Name", "wrong-service"],
		["arn:aws:iam::123456789012:user/Name", "wrong-resource"],
		["arn:aws:iam::123456789012:root", "wrong-resource"],
		["arn:aws:iam::aws:role/Name", "account-id"],
		["arn:aws:iam::123456789012:role//Name", "path"],
		["arn:aws:iam::123456789012:role/a*/Name", "path"],
		["arn:aws:iam::123456789012:role/Na*me", "name"],
		[`arn:aws:iam::123456789012:role/${"n".repeat(65)}`, "name"],
		[`arn:aws:iam::123456789012:role/${"p".repeat(512)}/Name`, "path"],
		["arn:aws:iam::123456789012:role/Na me", "not-an-arn"],
	])("%j is refused: %s", (text, kind) => {
		const parsed = parseRoleArn(text);
		if (parsed.ok) throw new Error("it was taken");
		expect(kind === "path-or-name" ? ["path", "name"] : [kind]).toContain(parsed.failure.kind);
		expect(parsed.failure.message).toMatch(/\.$/);
	});

	test("a role cannot be written with a name or path that would not parse", () => {
		const [role] = fc.sample(roles, 1);
		if (role === undefined) throw new Error("no sample");
		expect(() => formatRoleArn({ ...role, roleName: "a/b" })).toThrow(RangeError);
		expect(() => formatRoleArn({ ...role, path: "team" })).toThrow(RangeError);
	});
});

test("a session's ARN tells account, role and session, and no other text does", () => {
	fc.assert(
		fc.property(roles, fc.stringMatching(/^[A-Za-z0-9_+=,.@-]{2,64}$/), (role, sessionName) => {
			const { partition, accountId, roleName } = role;
			const arn = `arn:${partition}:sts::${accountId}:assumed-role/${roleName}/${sessionName}`;
			expect(roleArnOfAssumedRole(arn)).toEqual({ partition, accountId, roleName, sessionName });
			expect(roleArnOfAssumedRole(formatRoleArn(role))).toBeNull();
			expect(roleArnOfAssumedRole(`${arn}/x`)).toBeNull();
		}),
	);
});

test.each([
	["arn:aws:iam::aws:policy/ReadOnlyAccess", null, "/", "ReadOnlyAccess"],
	["arn:aws:iam::aws:policy/job-function/ViewOnlyAccess", null, "/job-function/", "ViewOnlyAccess"],
	["arn:aws-us-gov:iam::012345678901:policy/team/Boundary", "012345678901", "/team/", "Boundary"],
])("policy ARN %s is read", (arn, accountId, path, policyName) => {
	expect(parsePolicyArn(` ${arn} `)).toMatchObject({ ok: true, value: { arn, accountId, path, policyName } });
});

test.each([
	"arn:aws:iam::123456789012:role/Name",
	"arn:aws:iam::aws:policy/",
	"arn:aws:iam::aws:policy/a*",
	"ReadOnlyAccess",
])("%s is no policy's ARN", (text) => expect(parsePolicyArn(text).ok).toBe(false));

test.each([
	["arn:aws:iam::123456789012:root", "root"],
	["arn:aws:iam::123456789012:user/team/anna", "user"],
	["arn:aws:iam::123456789012:role/Admin", "role"],
	["arn:aws:sts::123456789012:assumed-role/Admin/anna", "assumed-role"],
])("principal %s is a %s", (arn, kind) => {
	expect(parsePrincipalArn(arn)).toMatchObject({ ok: true, value: { kind, accountId: "123456789012" } });
});

test.each([
	"arn:aws:iam::aws:root",
	"arn:aws:iam::123456789012:root/x",
	"*",
	"arn:aws:iam::123456789012:group/g",
])("%s is no principal", (text) => expect(parsePrincipalArn(text).ok).toBe(false));

test("role names and paths follow IAM's limits", () => {
	expect(parseRoleName("n".repeat(64)).ok).toBe(true);
	expect(parseRoleName("n".repeat(65))).toMatchObject({ failure: { kind: "too-long" } });
	expect(parseRoleName("Rolé")).toMatchObject({ failure: { kind: "wrong-characters" } });
	expect(parseRolePath("/")).toEqual({ ok: true, value: "/" });
	expect(parseRolePath(`/${"p".repeat(510)}/`).ok).toBe(true);
	expect(parseRolePath(`/${"p".repeat(511)}/`)).toMatchObject({ failure: { kind: "too-long" } });
});
