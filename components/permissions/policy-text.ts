import { isRecord } from "#lib/domain/json-values.ts";

export type PolicyText =
	| { readonly kind: "empty" }
	| { readonly kind: "wrong"; readonly message: string }
	| { readonly kind: "policy"; readonly policy: unknown };

const MOST_CHARACTERS = 200_000;

/**
 * One policy as it is pasted: its JSON, or the answers of `aws iam get-role`, `get-role-policy` and
 * `get-policy-version`, which hold it.
 */
export function readPolicyText(text: string): PolicyText {
	if (text.trim() === "") return { kind: "empty" };
	if (text.length > MOST_CHARACTERS) return { kind: "wrong", message: "This is longer than any policy." };
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return { kind: "wrong", message: "This is not JSON." };
	}
	const policy = documentIn(value);
	if (isRecord(policy)) return { kind: "policy", policy };
	return { kind: "wrong", message: "This is JSON, but no policy: a policy is an object with a Statement." };
}

function documentIn(value: unknown): unknown {
	if (!isRecord(value)) return value;
	if (isRecord(value.Role)) return value.Role.AssumeRolePolicyDocument;
	if (isRecord(value.PolicyVersion)) return value.PolicyVersion.Document;
	return value.PolicyDocument ?? value;
}
