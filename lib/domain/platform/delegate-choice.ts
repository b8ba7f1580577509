/**
 * Whether a connector that names these tags may use the delegate: it bears them all, and its name counts as one.
 * Harness compares without case. No tags: every delegate.
 *
 * @example isDelegateChosen({ name: "eks-prod", tags: ["eks"] }, ["EKS"]) // true
 * @see https://developer.harness.io/docs/platform/delegates/manage-delegates/select-delegates-with-selectors
 */
export function isDelegateChosen(
	delegate: { readonly name: string; readonly tags: readonly string[] },
	selectors: readonly string[],
): boolean {
	const borne = new Set([delegate.name, ...delegate.tags].map((tag) => tag.toLowerCase()));
	return selectors.every((selector) => borne.has(selector.toLowerCase()));
}
