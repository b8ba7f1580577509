import type { ZodForm } from "#components/form/zod-form.ts";
import type { CredentialsForm } from "#lib/schemas/platform-form-schemas.ts";
import type { CredentialsInput } from "#lib/schemas/platform-schemas.ts";

/** As it is typed: every field is there, and what was chosen says which of them count. */
export type CredentialsValues = CredentialsForm;
export type CredentialsFormOf = ZodForm<CredentialsValues, CredentialsInput>;

export const CREDENTIAL_TYPES = [
	"InheritFromDelegate",
	"ManualConfig",
	"Irsa",
	"OidcAuthentication",
] as const satisfies readonly CredentialsValues["type"][];

export const BACK_OFF_TYPES = [
	"none",
	"FixedDelayBackoffStrategy",
	"EqualJitterBackoffStrategy",
	"FullJitterBackoffStrategy",
] as const satisfies readonly CredentialsValues["backOffType"][];

/** Harness's own words for each way to sign in. */
export const CREDENTIAL_TITLES = {
	InheritFromDelegate: "Assume IAM role on delegate",
	ManualConfig: "AWS access key",
	Irsa: "Use IRSA",
	OidcAuthentication: "Use OIDC",
} as const satisfies Record<CredentialsValues["type"], string>;

export const BACK_OFF_TITLES = {
	none: "None: as the AWS SDK does by itself",
	FixedDelayBackoffStrategy: "Fixed delay",
	EqualJitterBackoffStrategy: "Equal jitter",
	FullJitterBackoffStrategy: "Full jitter",
} as const satisfies Record<CredentialsValues["backOffType"], string>;
