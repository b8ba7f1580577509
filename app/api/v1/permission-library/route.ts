import { type ApiProps, answerApi } from "../answer-api.ts";

export { DELETE, OPTIONS, PATCH, POST, PUT } from "../method-not-allowed.ts";

export function GET(request: Request, props: ApiProps) {
	return answerApi("GET /api/v1/permission-library", request, props);
}
