import { readQuestion } from "#lib/loaders/permission-questions.ts";
import { OperationIdSchema } from "#lib/schemas/operation-schema.ts";
import { answerSignedIn } from "../../../answer-signed-in.ts";
import { json, problemOf } from "../../../problem.ts";

type QuestionProps = { readonly params: Promise<{ readonly id: string }> };

/** What a role was asked, and what came of it. */
export function GET(_request: Request, { params }: QuestionProps) {
	return answerSignedIn("GET /api/live/permission-questions/[id]", async (ctx) => {
		const id = OperationIdSchema.safeParse((await params).id);
		const question = id.success ? await readQuestion(ctx, id.data) : null;
		return question === null ? problemOf({ code: "OPERATION_NOT_FOUND" }) : json(question);
	});
}
