import { type ApiProps, answerApi } from "../../../answer-api.ts";

export { DELETE, OPTIONS, PATCH, PUT } from "../../../method-not-allowed.ts";

export function GET(request: Request, props: ApiProps) {
	return answerApi("GET /api/v1/connectors/[id]/launch-links", request, props);
}

export function POST(request: Request, props: ApiProps) {
	return answerApi("POST /api/v1/connectors/[id]/launch-links", request, props);
}
