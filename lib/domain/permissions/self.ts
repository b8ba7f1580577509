import { read } from "./entry.ts";
import type { ManifestStatement } from "./manifest-types.ts";

const ROLE = "arn:{partition}:iam::{accountId}:role{rolePath}{roleName}";
const OWN_POLICIES = "arn:{partition}:iam::{accountId}:policy/{stackName}-Harness*";
const PROOF =
	"Rolebridge cannot compare the role with its template, and the connection stays unproven in part.";

/** What every role may learn about itself, and only itself. */
export const SELF_STATEMENTS: readonly ManifestStatement[] = [
	{
		sid: "InspectItself",
		feature: null,
		needed: { kind: "always" },
		policy: "HarnessGetRolePolicy",
		resources: [ROLE],
		probeResource: () => ROLE,
		actions: [
			read(
				"iam:SimulatePrincipalPolicy",
				"Asks IAM which of the needed actions this role is allowed. Harness's own connection test uses it too.",
				"Neither Harness nor Rolebridge can tell which permissions are missing; Harness's connection test fails.",
			),
			read(
				"iam:GetRole",
				"Reads this role's trust policy, to prove that nobody but those you named can assume it.",
				"The trust policy cannot be read, so Harness's own entry in it stays unproven.",
			),
			read("iam:ListAttachedRolePolicies", "Lists the managed policies attached to this role.", PROOF),
			read("iam:ListRolePolicies", "Lists the policies written into this role.", PROOF),
			read("iam:GetRolePolicy", "Reads a policy written into this role.", PROOF),
		],
	},
	{
		sid: "InspectOwnPolicies",
		feature: null,
		needed: { kind: "always" },
		policy: "HarnessGetRolePolicy",
		resources: [OWN_POLICIES],
		probeResource: () => OWN_POLICIES.replace("*", "GetRolePolicy"),
		actions: [
			read(
				"iam:GetPolicy",
				"Finds the version in force of a policy that this stack attached to the role.",
				PROOF,
			),
			read("iam:GetPolicyVersion", "Reads the text of a policy that this stack attached to the role.", PROOF),
		],
	},
];
