import type { AwsCredential, PlatformSettings } from "#lib/domain/platform/platform-settings.ts";
import type { ApiConnectorDetail } from "#lib/schemas/api/connector-schemas.ts";

type Answer = NonNullable<ApiConnectorDetail["platform"]>;

/**
 * A platform connector's settings. Key IDs and the names of secrets are for those who may see trust policies; the
 * external ID of its role is for nobody.
 */
export function platformAnswer(settings: PlatformSettings, seesTrust: boolean): Answer {
	const { scope, credential, crossAccount, region, backOff, connectivity, tasks } = settings;
	return {
		scope: { orgId: null, projectId: null, ...scope },
		credential: credential && credentialAnswer(credential, seesTrust),
		crossAccount: crossAccount && {
			roleArn: crossAccount.roleArn,
			hasExternalId: crossAccount.externalId !== "",
		},
		region,
		backOff: backOff && { fixedBackoff: null, baseDelay: null, maxBackoffTime: null, ...backOff },
		connectivity: connectivity && {
			through: connectivity.through,
			selectors: connectivity.through === "delegate" ? [...connectivity.selectors] : [],
		},
		tasks: [...tasks],
	};
}

const NOTHING = {
	accessKeyId: null,
	accessKeyRef: null,
	secretKeyRef: null,
	sessionTokenRef: null,
	iamRoleArn: null,
};

function credentialAnswer(credential: AwsCredential, seesTrust: boolean): NonNullable<Answer["credential"]> {
	const none = { ...NOTHING, type: credential.type, sessionTagKeys: [] };
	switch (credential.type) {
		case "InheritFromDelegate":
		case "Irsa":
			return none;
		case "ManualConfig": {
			if (!seesTrust) return none;
			const { accessKey, secretKeyRef, sessionTokenRef } = credential;
			const key = "id" in accessKey ? { accessKeyId: accessKey.id } : { accessKeyRef: accessKey.ref };
			return { ...none, ...key, secretKeyRef, sessionTokenRef };
		}
		case "OidcAuthentication":
			return { ...none, iamRoleArn: credential.iamRoleArn, sessionTagKeys: [...credential.sessionTagKeys] };
		default:
			return credential satisfies never;
	}
}
