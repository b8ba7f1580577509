import "server-only";
import type { Context } from "#lib/context.ts";
import type { PermissionQuestion } from "#lib/domain/permission-question.ts";

/** A question as a page sees it: what is in it, and what came of it. */
export type QuestionView = Pick<PermissionQuestion, "id" | "state" | "answers" | "code"> & {
	readonly requestedAt: number;
	readonly finishedAt: number | null;
};

export async function readQuestion(ctx: Context, id: string): Promise<QuestionView | null> {
	const question = await ctx.db.permissionQuestions.find(id);
	if (question === null) return null;
	const { state, answers, code, requestedAt, finishedAt } = question;
	return {
		...{ id, state, answers, code },
		requestedAt: requestedAt.getTime(),
		finishedAt: finishedAt?.getTime() ?? null,
	};
}
