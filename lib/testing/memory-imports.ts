import type { ImportRepository } from "#lib/db/imports-port.ts";
import type { Connector } from "#lib/domain/connector.ts";

export function memoryImports(connectors: ReadonlyMap<string, Connector>): ImportRepository {
	return {
		known: async (ref, awsAccountIds) =>
			[...connectors.values()].flatMap(({ id, status, harnessAccountRef, overview }) => {
				if (status === "offboarded" || harnessAccountRef !== ref || overview === null) return [];
				const { name, identifier, awsAccountId } = overview;
				return awsAccountIds.includes(awsAccountId) ? [{ id, name, identifier, awsAccountId }] : [];
			}),
		named: async (ref, identifiers) =>
			[...connectors.values()].flatMap(({ id, status, harnessAccountRef, overview }) => {
				if (status === "offboarded" || harnessAccountRef !== ref || overview === null) return [];
				const { name, identifier, awsAccountId } = overview;
				return identifiers.includes(identifier) ? [{ id, name, identifier, awsAccountId }] : [];
			}),
	};
}
