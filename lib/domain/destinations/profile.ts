import type { Destination } from "../destination.ts";
import type { Feature } from "../features.ts";
import type { Partition } from "../partition.ts";
import type { ManifestStatement } from "../permissions/manifest-types.ts";
import type { Result } from "../result.ts";

/** A vendor's connection to an AWS account, as data: what the wizard says, what the role holds, what comes last. */
export type DestinationProfile = {
	readonly id: Destination;
	readonly words: DestinationWords;
	/** Every permission that a role for it may carry; its template is proven to say the same. */
	readonly manifest: readonly ManifestStatement[];
	/** AWS's own policies that a feature attaches: what follows `:iam::aws:policy/`. */
	readonly awsPolicies: Readonly<Partial<Record<Feature, readonly string[]>>>;
	/** Who assumes the role. `harness-account`: whoever the Harness account's cluster says. */
	readonly principal:
		| { readonly kind: "harness-account" }
		/** The vendor's AWS account, by partition; null: it connects no accounts there. */
		| { readonly kind: "fixed"; readonly accountIds: Readonly<Record<Partition, string | null>> };
	/** `pasted`: the vendor gives it out. It stands in the role's trust and is never used by us. */
	readonly externalId: "derived" | "pasted";
	readonly template: RoleTemplate;
	readonly costReport: CostReportDemands;
};

/** The CloudFormation template that makes the role. */
export type RoleTemplate = {
	/** In public/templates, without `.yaml`; it names the folder in the template bucket too. */
	readonly name: string;
	/** Hex SHA-256 of exactly that file, by which it is found next to the uploaded role template. Null: by its own setting. */
	readonly sha256: string | null;
	/** Names of its parameters where they differ from one template to another. */
	readonly principalParameter: string;
	readonly featureParameters: Readonly<Partial<Record<Feature, string>>>;
	/** Every parameter, with the value it has when none is given; null: it must be given. */
	readonly parameters: Readonly<Record<string, string | null>>;
	/** Those that belong to stack sets alone. */
	readonly stackSetOnly: readonly string[];
	/** What the role's tag says. */
	readonly version: string;
};

/** The part of a profile that pages load: sentences and small rules. */
export type DestinationWords = {
	/** As the vendor writes it. */
	readonly product: string;
	/** Sid of the vendor's entry in the trust policy. */
	readonly sid: string;
	/** What step 3 offers, in its order. */
	readonly features: readonly OfferedFeature[];
	readonly name: NameRule;
	/** What an account without cost data of its own is called in step 2; null: each has a report or a payer's. */
	readonly withoutCosts: { readonly label: string; readonly hint: string } | null;
	/** What must be there before; empty: step pages say it themselves. */
	readonly prerequisites: readonly Prerequisite[];
	/** What is done at the vendor at the end; null: we do it ourselves. */
	readonly handOver: HandOver | null;
};

export type OfferedFeature = {
	readonly feature: Feature;
	readonly title: string;
	readonly summary: string;
	/** What the account's administrator reads about it; null: as Harness's texts say. */
	readonly benefits: { readonly gives: readonly string[]; readonly where: string } | null;
	/** For somebody who has never heard of the vendor; null: Harness's own sentences. */
	readonly plain: { readonly title: string; readonly limit: string } | null;
};

export type NameRule = {
	readonly parse: (text: string) => Result<string, { readonly message: string }>;
	readonly hint: string;
};

export type Prerequisite = {
	readonly what: string;
	readonly detail: string;
	readonly href: string | null;
	readonly isRequired: boolean;
};

export type HandOver = {
	/** The page at the vendor where the connection is entered. */
	readonly pageUrl: string;
	/** What to press there, in order. */
	readonly steps: readonly string[];
	/** Which of our values go into which of its fields. */
	readonly fields: readonly {
		readonly label: string;
		readonly value: HandOverValue;
		readonly hint: string;
	}[];
	/** What to do there when the connection is given up. */
	readonly removal: readonly string[];
};
export type HandOverValue = "name" | "account-id" | "role-arn" | "external-id" | "bucket" | "report";

/** What a vendor reads. Lists hold every value it takes, as AWS's APIs write them; null: it does not matter. */
export type CostReportDemands = {
	/** Where the vendor says so. */
	readonly source: string;
	/** CUR 1.0, in the words of cur:DescribeReportDefinitions. */
	readonly report: {
		readonly timeUnit: readonly string[];
		readonly compression: readonly string[];
		readonly versioning: readonly string[] | null;
		readonly refreshClosedReports: boolean | null;
		readonly resourceIds: boolean | null;
		readonly splitCostAllocation: boolean | null;
		/** False: a report that is made for Athena, Redshift or QuickSight is not read. */
		readonly dataIntegration: boolean | null;
	};
	/** CUR 2.0, in the words of bcm-data-exports:GetExport. */
	readonly export: {
		readonly timeGranularity: readonly string[];
		readonly format: readonly string[];
		readonly overwrite: readonly string[] | null;
		readonly resourceIds: boolean | null;
		readonly splitCostAllocation: boolean | null;
		readonly callerIdentity: boolean | null;
		readonly manualDiscountCompatibility: boolean | null;
	};
	/** Settings that only add detail: their absence is said and stops nothing. */
	readonly optional: readonly ("splitCostAllocation" | "callerIdentity" | "manualDiscountCompatibility")[];
};
