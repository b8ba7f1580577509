/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Whether a namespace may be called this: a DNS label of up to 63 characters. */
export function isNamespaceName(text: string): boolean {
	return LABEL.test(text);
}

/** Whether a service account may be called this: DNS labels with dots between them, up to 253 characters. */
export function isKubernetesName(text: string): boolean {
	return text.length <= 253 && text.split(".").every((label) => LABEL.test(label));
}
