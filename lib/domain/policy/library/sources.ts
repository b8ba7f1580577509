const REFERENCE =
	"https://developer.harness.io/docs/platform/connectors/cloud-providers/ref-cloud-providers/aws-connector-settings-reference";
export const REFERENCE_TITLE = "Harness: AWS connector settings reference";

/** A place on the page that names the policies of every task but cloud cost management. */
export function reference(anchor: string): { readonly title: string; readonly url: string } {
	return { title: REFERENCE_TITLE, url: `${REFERENCE}#${anchor}` };
}
