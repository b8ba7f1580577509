/** One of our templates by the digest of its bytes. */
export type NamedTemplate = { readonly name: string; readonly sha256: string };

/**
 * Where a template lies when it was published beside the role's: each is kept in a folder of its name, under the digest
 * of its bytes. Null where the role's template is not such an upload. The address names no version: that of the role's
 * template is not this one's. So its digest must have been compared shortly before a link to it leaves.
 *
 * @example neighbourTemplateUrl("https://b.s3.us-east-1.amazonaws.com/harness-ccm-role/<digest>.yaml", { name, sha256 })
 * // "https://b.s3.us-east-1.amazonaws.com/<name>/<sha256>.yaml"
 */
export function neighbourTemplateUrl(
	roleTemplateUrl: string,
	{ name, sha256 }: NamedTemplate,
): string | null {
	const base = /^(https:\/\/[^?#]*\/)harness-ccm-role\/[0-9a-f]{64}\.yaml(?:\?|$)/.exec(roleTemplateUrl)?.[1];
	return base === undefined ? null : `${base}${name}/${sha256}.yaml`;
}
