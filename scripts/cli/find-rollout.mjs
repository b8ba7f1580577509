import { CliError, usageError } from "./cli-error.mjs";

const ID = /^[a-z0-9]{20}$/;

/** The id of a rollout that was named by its id or its name. */
export async function rolloutId(api, named) {
	if (ID.test(named)) return named;
	const found = [];
	for await (const { id, name } of api.items("rollouts", {}, 1_000)) if (name === named) found.push(id);
	const [only] = found;
	if (only === undefined) throw new CliError(`There is no rollout “${named}” that this key may see.`);
	if (found.length > 1)
		throw usageError(`More than one rollout is “${named}”. Name it by its id: ${found.join(", ")}`);
	return only;
}
