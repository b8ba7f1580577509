// What was asked of roles, as somebody sees it who does not see everything: a role's permissions are for those alone
// who may review trust, and only of connectors within their scope.
import type { Sight } from "#lib/domain/sight.ts";
import { OutsideScope } from "./outside-scope.ts";
import type { PermissionQuestionRepository } from "./permission-questions-port.ts";
import type { ScopeGuard } from "./scope-guard.ts";

export function questionsSeen(
	questions: PermissionQuestionRepository,
	guard: Pick<ScopeGuard, "has" | "must">,
	{ seesTrust }: Sight,
): PermissionQuestionRepository {
	return {
		insert: async (question) => {
			await guard.must(question.connectorId);
			return questions.insert(question);
		},
		giveUp: async (connectorId, when) => {
			await guard.must(connectorId);
			await questions.giveUp(connectorId, when);
		},
		find: async (id) => {
			const question = seesTrust ? await questions.find(id) : null;
			return question !== null && (await guard.has(question.connectorId)) ? question : null;
		},
		latest: async (connectorId) =>
			seesTrust && (await guard.has(connectorId)) ? questions.latest(connectorId) : null,
		start: refuse,
		finish: refuse,
		prune: refuse,
	};
}

async function refuse(): Promise<never> {
	throw new OutsideScope();
}
