import type { Connector } from "./connector.ts";
import { derivedRoleArn } from "./setup.ts";

/** What is known of a connector's role alone. */
type RoleFacts = Pick<Connector, "launchedAt" | "roleFoundAt" | "trustPolicyHash" | "earlierRoleArn">;

/**
 * What is known once the connector gets another role: nothing of the new one, and of the old one that it let us in, if
 * it ever did. It may do so still, so that the connector's end is no proof about it.
 *
 * @example afterRoleChange({ ...connector, roleFoundAt: null }).earlierRoleArn // what it was: the role never let us in
 */
export function afterRoleChange(before: Connector): RoleFacts {
	const { roleFoundAt, earlierRoleArn } = before;
	return {
		launchedAt: null,
		roleFoundAt: null,
		trustPolicyHash: null,
		earlierRoleArn: roleFoundAt === null ? earlierRoleArn : derivedRoleArn(before),
	};
}
