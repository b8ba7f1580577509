/** Forms that Terraform's and OpenTofu's language is written in; OpenTofu reads all of them. */
export function isTerraform(format: string): boolean {
	return format.startsWith("terraform") || format === "opentofu";
}
