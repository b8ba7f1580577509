import { DELEGATE_CREDENTIALS, GOV_DELEGATE_CREDENTIALS, type SandboxCredentials } from "../credentials.ts";
import type { Reply } from "./replies.ts";

export type SeededDelegate = {
	readonly name: string;
	readonly tags: readonly string[];
	/** How long it has been silent; 0: it is connected. */
	readonly silentHours: number;
	/** Who it is in AWS. */
	readonly identity: SandboxCredentials;
};

/** All of them were installed in the account. */
export const SEEDED_DELEGATES: readonly SeededDelegate[] = [
	{ name: "eks-tooling", tags: ["eks", "tooling"], silentHours: 0, identity: DELEGATE_CREDENTIALS },
	{ name: "eks-production", tags: ["eks", "production"], silentHours: 0, identity: DELEGATE_CREDENTIALS },
	{ name: "eks-govcloud", tags: ["eks", "govcloud"], silentHours: 0, identity: GOV_DELEGATE_CREDENTIALS },
	{ name: "ecs-legacy", tags: ["ecs", "legacy"], silentHours: 74, identity: DELEGATE_CREDENTIALS },
];

/** Answered by an older API of Harness, without the envelope of the others. */
export function listDelegates(call: { readonly query: URLSearchParams }, now: Date): Reply {
	const isOfAccount = (call.query.get("orgIdentifier") ?? "") === "";
	const resource = (isOfAccount ? SEEDED_DELEGATES : []).map(({ name, tags, silentHours }) => {
		const heartbeat = now.getTime() - Math.max(silentHours * 3_600_000, 12_000);
		const connected = silentHours === 0;
		const replica = { uuid: `${name}-0`, lastHeartbeat: heartbeat, connected, hostName: `${name}-0` };
		return {
			type: "KUBERNETES",
			name,
			description: "",
			tags,
			lastHeartBeat: heartbeat,
			connected,
			delegateReplicas: connected ? [replica] : [],
			autoUpgrade: "ON",
			legacy: false,
		};
	});
	return { httpStatus: 200, body: { metaData: {}, resource, responseMessages: [] } };
}
