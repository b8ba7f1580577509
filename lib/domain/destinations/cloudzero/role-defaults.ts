import type { RoleOptions } from "../../connector.ts";

export const CLOUDZERO_ROLE_DEFAULTS: RoleOptions = {
	roleName: "cloudzero-access",
	// CloudZero's own policies name roles of this path.
	rolePath: "/cloudzero/",
	permissionsBoundaryArn: "",
	stackName: "cloudzero-access-role-stack",
	region: "",
	portalUrl: "",
	permissionSetName: "",
};
