import { type ApiProps, answerApi } from "../../answer-api.ts";

export { DELETE, GET, OPTIONS, PATCH, PUT } from "../../method-not-allowed.ts";

export function POST(request: Request, props: ApiProps) {
	return answerApi("POST /api/v1/policies/evaluate", request, props);
}
