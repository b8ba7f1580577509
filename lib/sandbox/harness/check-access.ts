import * as z from "zod/mini";
import { invalidReply, type Reply, success } from "./replies.ts";

const Asked = z.looseObject({
	permissions: z.array(
		z.looseObject({
			resourceScope: z.optional(z.looseObject({ accountIdentifier: z.string() })),
			resourceType: z.string(),
			permission: z.string(),
		}),
	),
});
const EDITING = /_(?:edit|delete)$/;

type AccessCall = { readonly body: unknown; readonly accountId: string; readonly mayEdit: boolean };

/** What the caller's own key may do. */
export function checkAccess(call: AccessCall): Reply {
	const asked = z.safeParse(Asked, call.body);
	if (!asked.success) return invalidReply([{ fieldId: "permissions", error: "must be a list of checks" }]);
	const accessControlList = asked.data.permissions.map((check) => ({
		permission: check.permission,
		resourceScope: check.resourceScope ?? null,
		resourceType: check.resourceType,
		resourceIdentifier: null,
		permitted:
			check.resourceType === "CONNECTOR" &&
			check.resourceScope?.accountIdentifier === call.accountId &&
			(call.mayEdit || !EDITING.test(check.permission)),
	}));
	const principal = { principalIdentifier: "sandbox", principalType: "SERVICE_ACCOUNT" };
	return success({ principal, accessControlList });
}
