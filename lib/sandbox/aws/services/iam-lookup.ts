import { AwsError } from "../errors.ts";
import type { Call } from "../service.ts";
import type { Account } from "../state.ts";
import { accountOf } from "../world.ts";

export function accountOfCaller(call: Call): Account {
	return accountOf(call.world, call.caller.partition, call.caller.accountId);
}

export function noSuchRole(name: string): AwsError {
	return new AwsError("NoSuchEntity", `The role with name ${name} cannot be found.`, 404);
}
