import type * as z from "zod/mini";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import type { Request } from "./exchange.ts";
import type { HarnessTarget } from "./port.ts";

/** Asks a Harness account and gives the parsed data of its answer. */
export type Ask = <Schema extends z.ZodMiniType>(
	target: HarnessTarget,
	request: Request,
	schema: Schema,
) => Promise<Result<z.output<Schema>>>;

export function dataOf<Data>(answer: Result<{ data: Data }>): Result<Data> {
	return answer.ok ? ok(answer.value.data) : answer;
}

/** Where no connector was asked for, "not found" means that the API itself is not there. */
export function notAConnector<T>(answer: Result<T>): Result<T> {
	if (answer.ok || answer.failure.code !== "HARNESS_CONNECTOR_NOT_FOUND") return answer;
	return failed({ ...answer.failure, code: "HARNESS_UNEXPECTED_ANSWER" });
}
