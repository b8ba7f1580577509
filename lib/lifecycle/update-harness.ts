import { harnessSide } from "#lib/connectors/harness-side.ts";
import { harnessTarget } from "#lib/connectors/harness-target.ts";
import type { Context } from "#lib/context.ts";
import type { Connector } from "#lib/domain/connector.ts";
import type { Requirements } from "#lib/domain/features.ts";
import {
	type CeAwsConnector,
	ceAwsConnectorBody,
	differences,
	registrationFacts,
} from "#lib/domain/harness-connector.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";
import type { HarnessConnectorRecord } from "#lib/harness/port.ts";

type UpdateHarness = {
	readonly requirements: Requirements;
	/** A person saw that somebody changed it there, and wants it so all the same. */
	readonly overwrite: boolean;
	readonly signal?: AbortSignal;
};

/**
 * Brings Harness's connector to these features: reads, changes what is ours, writes. Done twice it changes nothing
 * more. What somebody changed there of our own fields is not overwritten unasked; foreign fields are kept anyway.
 */
export async function updateHarness(
	ctx: Context,
	connector: Connector,
	{ requirements, overwrite, signal }: UpdateHarness,
): Promise<Result<HarnessConnectorRecord>> {
	const target = await harnessTarget(ctx, connector.harnessAccountRef);
	if (!target.ok) return target;
	const [before, after] = await Promise.all([
		bodyOf(ctx, connector),
		bodyOf(ctx, { ...connector, requirements }),
	]);
	if (!before.ok) return before;
	if (!after.ok) return after;
	const call = signal === undefined ? {} : { signal };
	const record = await ctx.harness.getConnector(target.value, {
		identifier: after.value.identifier,
		...call,
	});
	if (!record.ok) return record;
	const { connector: existing, lastModifiedAt } = record.value;
	// The identifier may be somebody else's by now: it is not ours to overwrite.
	if (existing.spec.awsAccountId !== after.value.spec.awsAccountId) {
		return failed({ code: "CONNECTOR_IDENTIFIER_TAKEN", detail: after.value.identifier });
	}
	if (differences(existing, after.value).length === 0) return record;
	const theirs = isKnown(connector, lastModifiedAt) ? [] : differences(existing, before.value);
	if (theirs.length > 0 && !overwrite) {
		return failed({ code: "HARNESS_CONNECTOR_CHANGED", detail: `Changed there: ${theirs.join(", ")}.` });
	}
	return ctx.harness.updateConnector(target.value, {
		connector: after.value,
		knownLastModifiedAt: lastModifiedAt,
		...call,
	});
}

function isKnown({ harnessLastModifiedAt: known }: Connector, lastModifiedAt: Date | null): boolean {
	return known !== null && lastModifiedAt !== null && lastModifiedAt <= known;
}

async function bodyOf(ctx: Context, connector: Connector): Promise<Result<CeAwsConnector>> {
	const account = await ctx.db.harnessAccounts.find(connector.harnessAccountRef);
	const side = harnessSide(account, connector.partition);
	if (!side.ok) return side;
	const roleArn = derivedRoleArn(connector);
	const facts =
		roleArn && registrationFacts(connector, { roleArn, harnessExternalId: side.value.externalId });
	return facts === null ? failed({ code: "CONNECTOR_INCOMPLETE" }) : ok(ceAwsConnectorBody(facts));
}
