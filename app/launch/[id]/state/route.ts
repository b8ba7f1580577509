import { answerLaunch, type LaunchProps } from "../../../api/launch-link/answer-launch.ts";

export function GET(request: Request, props: LaunchProps) {
	return answerLaunch("state", request, props);
}
