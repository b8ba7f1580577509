import { accountIn } from "../aws/admin-resources.ts";
import { administratorOf, type Caller } from "../aws/caller.ts";
import { type JsonObject, objectOf, stringOf, textOf } from "../aws/json.ts";
import { partitionOfRegion } from "../aws/regions.ts";
import type { World } from "../aws/world.ts";

/** Whoever uses the console acts as the administrator of the account that the page names. */
export function signedIn(
	world: World,
	body: JsonObject,
): { readonly caller: Caller; readonly region: string } {
	const region = stringOf(body.region) ?? "us-east-1";
	const account = accountIn(world, { ...body, partition: partitionOfRegion(region) });
	return { caller: administratorOf(account.partition, account.id), region };
}

export function parametersIn(body: JsonObject) {
	return Object.entries(objectOf(body.parameters)).map(([key, value]) => ({
		key,
		value: textOf(value) ?? "",
		usePrevious: false,
	}));
}

/** The boxes that were ticked. */
export function acknowledgedIn(body: JsonObject): string[] {
	return [
		...(body.isAcknowledged === true ? ["CAPABILITY_NAMED_IAM"] : []),
		...(body.isExpandAcknowledged === true ? ["CAPABILITY_AUTO_EXPAND"] : []),
	];
}
