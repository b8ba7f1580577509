import { readOperation } from "#lib/loaders/operations.ts";
import { OperationIdSchema } from "#lib/schemas/operation-schema.ts";
import { answerSignedIn } from "../../../answer-signed-in.ts";
import { json, problemOf } from "../../../problem.ts";

type OperationProps = { readonly params: Promise<{ readonly id: string }> };

/** How far an operation has come; `after`: the last failed subject of the page before. */
export function GET(request: Request, { params }: OperationProps) {
	return answerSignedIn("GET /api/live/operations/[id]", async (ctx) => {
		const id = OperationIdSchema.safeParse((await params).id);
		const after = new URL(request.url).searchParams.get("after") ?? "";
		const progress = id.success ? await readOperation(ctx, id.data, after.slice(0, 128)) : null;
		return progress === null ? problemOf({ code: "OPERATION_NOT_FOUND" }) : json(progress);
	});
}
