/** What AWS Organizations remembers of one organization; plain JSON. */
export type Organization = {
	readonly id: string;
	/** `r-…` */
	readonly rootId: string;
	/** By account id, in the order in which they joined; the management account is not among them. */
	members: Record<string, Member>;
	/** By id (`ou-…`). */
	units: Record<string, Unit>;
	/** The management account's own root or unit. */
	managementParentId: string;
	/** By account, unit or root id. */
	tags: Record<string, Record<string, string>>;
	trustedServices: { principal: string; enabledAt: number }[];
	/** CloudFormation's own switch: a trusted service alone does not let stack sets into the organization. */
	isStackSetsActivated: boolean;
	delegatedAdministrators: { accountId: string; principal: string; enabledAt: number }[];
	policies: OrganizationPolicy[];
};

export type Member = {
	readonly id: string;
	name: string;
	email: string;
	/** Organizations' `State`. */
	state: string;
	readonly joinedAt: number;
	/** A root or unit. */
	parentId: string;
};

export type Unit = { readonly id: string; readonly name: string; readonly parentId: string };

export type OrganizationPolicy = {
	readonly id: string;
	readonly name: string;
	readonly type: "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY";
	/** Roots, units and accounts that it is attached to. */
	targets: string[];
	/** Action patterns that it denies below them; the management account is never bound. */
	denies: string[];
};

/** The service whose trust lets stack sets act in the member accounts. */
export const STACK_SETS_PRINCIPAL = "member.org.stacksets.cloudformation.amazonaws.com";
