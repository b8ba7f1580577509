/** An IAM identity policy as it is written; lists always as lists. Reading foreign JSON: lib/domain/policy-document.ts. */
export type Policy = { readonly Version: "2012-10-17"; readonly Statement: readonly PolicyStatement[] };

export type PolicyStatement = {
	readonly Sid?: string;
	readonly Effect: "Allow" | "Deny";
	readonly Action: readonly string[];
	readonly Resource: readonly string[];
	/** Operator → key → values. */
	readonly Condition?: PolicyConditions;
};

export type PolicyConditions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
