import type { ImportRepository } from "#lib/db/imports-port.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { hasHarnessSide } from "#lib/domain/destination.ts";

export function memoryImports(connectors: ReadonlyMap<string, Connector>): ImportRepository {
	return {
		known: async (ref, awsAccountIds) =>
			[...connectors.values()].flatMap(({ id, destination, status, harnessAccountRef, overview }) => {
				if (status === "offboarded" || harnessAccountRef !== ref || overview === null) return [];
				if (destination !== "harness-ccm") return [];
				const { name, identifier, awsAccountId } = overview;
				return awsAccountIds.includes(awsAccountId) ? [{ id, name, identifier, awsAccountId }] : [];
			}),
		named: async (ref, identifiers) =>
			[...connectors.values()].flatMap(
				({ id, destination, platform, status, harnessAccountRef, overview }) => {
					if (status === "offboarded" || harnessAccountRef !== ref || overview === null) return [];
					if (!hasHarnessSide({ destination })) return [];
					if ((platform?.scope.kind ?? "account") !== "account") return [];
					const { name, identifier, awsAccountId } = overview;
					return identifiers.includes(identifier) ? [{ id, name, identifier, awsAccountId }] : [];
				},
			),
	};
}
