import { answerLaunch, type LaunchProps } from "../../../api/launch-link/answer-launch.ts";

export function POST(request: Request, props: LaunchProps) {
	return answerLaunch("offer", request, props);
}
