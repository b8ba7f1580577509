import { type ApiProps, answerApi } from "../../../../answer-api.ts";

export { GET, OPTIONS, PATCH, POST, PUT } from "../../../../method-not-allowed.ts";

export function DELETE(request: Request, props: ApiProps) {
	return answerApi("DELETE /api/v1/connectors/[id]/launch-links/[linkId]", request, props);
}
