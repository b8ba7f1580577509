import * as z from "zod/mini";
import { IDENTIFIER } from "#lib/domain/connector-name.ts";
import { scopeFields } from "#lib/domain/platform/aws-connector-body.ts";
import { failed, ok } from "#lib/domain/result.ts";
import { StatusAnswer, TestAnswer } from "./answers.ts";
import { ACCOUNT, CONNECTORS, connectorRequest } from "./connector-calls.ts";
import { type Ask, dataOf } from "./data-of.ts";
import { failureOf, isFailingTest, parseErrorBody } from "./errors.ts";
import { type Answer, exchange, type HarnessOptions, type Request } from "./exchange.ts";
import type { Harness, HarnessConnectorStatus, HarnessTarget } from "./port.ts";

/**
 * Runs Harness's own test. A failing one comes as HTTP 400 with its errors run together in no fixed order;
 * the stored status has them one by one, so that is read and preferred.
 */
export async function testConnector(
	options: HarnessOptions,
	ask: Ask,
	target: HarnessTarget,
	{ identifier, scope, signal }: Parameters<Harness["testConnector"]>[1],
): ReturnType<Harness["testConnector"]> {
	if (!IDENTIFIER.test(identifier)) return failed({ code: "HARNESS_CONNECTOR_NOT_FOUND" });
	const request: Request = {
		method: "POST",
		path: `${CONNECTORS}/testConnection/${encodeURIComponent(identifier)}`,
		query: { ...scopeFields(scope ?? ACCOUNT) },
		timeoutMs: options.testTimeoutMs,
		signal,
		repeatable: true,
	};
	const answer = await exchange(options, target, request, isFailingTest);
	if (!answer.ok) return answer;
	if (isFailingTest(answer.value)) {
		const record = dataOf(await ask(target, connectorRequest(identifier, scope, signal), StatusAnswer));
		const stored = record.ok ? (record.value.status ?? null) : null;
		return ok(stored?.status === "FAILURE" ? stored : statusFromError(answer.value));
	}
	const failure = failureOf(answer.value);
	if (failure !== null) return failed(failure);
	const parsed = z.safeParse(TestAnswer, answer.value.body);
	return parsed.success ? ok(parsed.data.data) : failed({ code: "HARNESS_UNEXPECTED_ANSWER" });
}

function statusFromError(answer: Answer): HarnessConnectorStatus {
	const messages = parseErrorBody(answer.body)?.responseMessages ?? [];
	const said = (code: string) => messages.find((message) => message.code === code)?.message ?? "";
	const summary = messages.find(({ code }) => code !== "HINT" && code !== "EXPLANATION")?.message ?? null;
	return {
		status: "FAILURE",
		errorSummary: summary?.replace(/^Invalid request: /, "") ?? null,
		errors: [{ reason: said("EXPLANATION"), message: said("HINT"), code: null }],
		testedAt: null,
		lastConnectedAt: null,
	};
}
