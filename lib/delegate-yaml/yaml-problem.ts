/** Why a file was not changed. */
export type YamlProblem = {
	readonly kind:
		| "too-large"
		| "not-yaml"
		| "template"
		| "aliases"
		| "not-kubernetes"
		| "no-delegate"
		| "several-delegates"
		| "anchor"
		| "not-understood"
		| "bad-name";
	/** From 1; null where the file as a whole is meant. */
	readonly line: number | null;
	readonly message: string;
	/** Of `several-delegates`: the names to choose from. */
	readonly delegates?: readonly string[];
};
