// The platform connector's steps as they are typed: every field is there, and what was chosen says which count.
import * as z from "zod/mini";
import { parseAccessKeyId, parseSecretReference } from "#lib/domain/platform/secret-reference.ts";
import { OverviewFormSchema } from "./overview-schema.ts";
import {
	type ConnectivityInput,
	type CredentialsInput,
	CredentialsSchema,
	DelegateSelectorsSchema,
	PlatformScopeSchema,
} from "./platform-schemas.ts";

/** Overview: tags in rows, the scope's parts in fields of their own. */
export const PlatformOverviewFormSchema = z.pipe(
	z.object({
		...OverviewFormSchema.shape,
		scopeKind: z.enum(["account", "organization", "project"]),
		orgId: z.string(),
		projectId: z.string(),
	}),
	z.transform(({ scopeKind: kind, orgId, projectId, ...overview }, context) => {
		// The kind says which of the parts count.
		const scope = z.safeParse(PlatformScopeSchema, { kind, orgId, projectId });
		if (scope.success) return { ...overview, scope: scope.data };
		for (const { message, path } of scope.error.issues) {
			context.issues.push({ code: "custom", message, path: [...path], input: "" });
		}
		return z.NEVER;
	}),
);

const CREDENTIAL_TYPES = ["InheritFromDelegate", "ManualConfig", "Irsa", "OidcAuthentication"] as const;
const BACK_OFF_TYPES = [
	"none",
	"FixedDelayBackoffStrategy",
	"EqualJitterBackoffStrategy",
	"FullJitterBackoffStrategy",
] as const;

const TypedCredentials = z.object({
	type: z.enum(CREDENTIAL_TYPES),
	/** Whether the access key's ID is typed, or lies in a secret. */
	accessKeyKind: z.enum(["id", "ref"]),
	accessKeyId: z.string(),
	accessKeyRef: z.string(),
	secretKeyRef: z.string(),
	/** Empty: none. */
	sessionTokenRef: z.string(),
	iamRoleArn: z.string(),
	/** Keys between commas or on lines of their own. */
	sessionTagKeys: z.string(),
	isCrossAccount: z.boolean(),
	roleArn: z.string(),
	externalId: z.string(),
	region: z.string(),
	backOffType: z.enum(BACK_OFF_TYPES),
	fixedBackoff: z.string(),
	baseDelay: z.string(),
	maxBackoffTime: z.string(),
	retryCount: z.string(),
});
type TypedCredentials = z.output<typeof TypedCredentials>;

export type CredentialsForm = z.input<typeof CredentialsFormSchema>;

/** Credentials. A field's error bears the field's own name. */
export const CredentialsFormSchema = z.pipe(
	TypedCredentials,
	z.transform((form: TypedCredentials, context): CredentialsInput => {
		const result = z.safeParse(CredentialsSchema, {
			credential: typedCredential(form),
			crossAccount: form.isCrossAccount ? { roleArn: form.roleArn, externalId: form.externalId } : null,
			region: form.region,
			backOff: typedBackOff(form),
		});
		if (result.success) return result.data;
		for (const issue of result.error.issues) {
			// A union's own issue names none of its fields; one way of the access key alone was typed.
			const field = fieldOf(issue.path, form);
			context.issues.push({ code: "custom", message: messageOf(issue, form), path: [field], input: "" });
		}
		return z.NEVER;
	}),
);

function typedCredential(form: TypedCredentials): unknown {
	const { type, accessKeyKind } = form;
	switch (type) {
		case "ManualConfig":
			return {
				type,
				accessKey: accessKeyKind === "id" ? { id: form.accessKeyId } : { ref: form.accessKeyRef },
				secretKeyRef: form.secretKeyRef,
				sessionTokenRef: form.sessionTokenRef.trim() === "" ? null : form.sessionTokenRef,
			};
		case "OidcAuthentication":
			return { type, iamRoleArn: form.iamRoleArn, sessionTagKeys: listed(form.sessionTagKeys) };
		case "InheritFromDelegate":
		case "Irsa":
			return { type };
		default:
			return type satisfies never;
	}
}

function typedBackOff(form: TypedCredentials): unknown {
	const { backOffType: type } = form;
	if (type === "none") return null;
	const count = numberOf(form.retryCount);
	if (type === "FixedDelayBackoffStrategy")
		return { type, fixedBackoff: numberOf(form.fixedBackoff), retryCount: count };
	const [baseDelay, maxBackoffTime] = [numberOf(form.baseDelay), numberOf(form.maxBackoffTime)];
	return { type, baseDelay, maxBackoffTime, retryCount: count };
}

/** An empty field is no zero. */
function numberOf(text: string): number {
	return text.trim() === "" ? Number.NaN : Number(text);
}

function listed(text: string): readonly string[] {
	return text
		.split(/[,\n]/)
		.map((part) => part.trim())
		.filter((part) => part !== "");
}

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string };

function fieldOf(path: readonly PropertyKey[], { accessKeyKind }: TypedCredentials): string {
	const [first = "", second] = path;
	if (second === "accessKey") return accessKeyKind === "id" ? "accessKeyId" : "accessKeyRef";
	return String(second ?? first);
}

function messageOf(issue: Issue, form: TypedCredentials): string {
	return issue.path.at(-1) === "accessKey" ? accessKeyMessage(form) : issue.message;
}

function accessKeyMessage({ accessKeyKind, accessKeyId, accessKeyRef }: TypedCredentials): string {
	const read = accessKeyKind === "id" ? parseAccessKeyId(accessKeyId) : parseSecretReference(accessKeyRef);
	return read.ok ? "" : read.failure.message;
}

/** Connectivity mode. */
export const ConnectivityFormSchema = z.pipe(
	z.object({
		through: z.enum(["harness", "delegate"]),
		/** `any`: whichever is available. */
		delegates: z.enum(["any", "tagged"]),
		/** Between commas or on lines of their own. */
		selectors: z.string(),
	}),
	z.transform((form, context): ConnectivityInput => {
		if (form.through === "harness") return { through: "harness" };
		if (form.delegates === "any") return { through: "delegate", selectors: [] };
		const tags = z.safeParse(DelegateSelectorsSchema, listed(form.selectors));
		const message = tags.success ? "Name at least one tag." : (tags.error.issues[0]?.message ?? "");
		if (tags.success && tags.data.length > 0) return { through: "delegate", selectors: tags.data };
		context.issues.push({ code: "custom", message, path: ["selectors"], input: form.selectors });
		return z.NEVER;
	}),
);
