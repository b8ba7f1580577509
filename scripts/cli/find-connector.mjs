import { CliError, usageError } from "./cli-error.mjs";

const ID = /^[a-z0-9]{20}$/;

/** The id of a connector that was named by its id, its name, its identifier in Harness, or its AWS account. */
export async function connectorId(api, named) {
	if (ID.test(named)) return named;
	const found = [];
	for await (const { id, name, identifier, awsAccountId } of api.items("connectors", { q: named }, 1_000)) {
		if ([name, identifier, awsAccountId].includes(named)) found.push(id);
	}
	const [only] = found;
	if (only === undefined) throw new CliError(`There is no connector “${named}” that this key may see.`);
	if (found.length > 1)
		throw usageError(`More than one connector is “${named}”. Name it by its id: ${found.join(", ")}`);
	return only;
}
