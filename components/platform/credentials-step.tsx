import { type Draft, draftBoolean, draftChoice, draftText } from "#components/setup/draft-values.ts";
import { LiveProvider } from "#components/setup/live-provider.tsx";
import { saveCredentialsAction } from "#lib/actions/platform-actions.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { NEW_PLATFORM } from "#lib/domain/platform/platform-settings.ts";
import type { OidcSetUp } from "#lib/loaders/platform-setup.ts";
import { CredentialsAside } from "./credentials-aside.tsx";
import { CredentialsForm } from "./credentials-form.tsx";
import { BACK_OFF_TYPES, CREDENTIAL_TYPES, type CredentialsValues } from "./credentials-values.ts";
import type { PlatformStepProps } from "./overview-step.tsx";
import { backHref, PlatformFrame } from "./platform-frame.tsx";

type CredentialsStepProps = PlatformStepProps & {
	/** What the account's administrator makes for OIDC; null: the Harness account is not known. */
	readonly oidc: OidcSetUp | null;
};

/** Step 2: how Harness signs in to AWS. */
export function CredentialsStep({ connector, draft, now, oidc }: CredentialsStepProps) {
	const { id, version, partition } = connector;
	return (
		<PlatformFrame
			connector={connector}
			step="credentials"
			now={now}
			subtitle="How Harness signs in to AWS. Every way needs ec2:DescribeRegions, whatever else it is used for."
			aside={<CredentialsAside />}
		>
			<LiveProvider>
				<CredentialsForm
					save={saveCredentialsAction}
					place={{ connectorId: id, version, backHref: backHref(connector, "credentials") }}
					defaultValues={credentialsValues(connector, draft)}
					partition={partition}
					oidc={oidc}
				/>
			</LiveProvider>
		</PlatformFrame>
	);
}

function credentialsValues(connector: Connector, draft: Draft): CredentialsValues {
	const stored = storedValues(connector);
	const text = (field: keyof CredentialsValues & string) => draftText(draft, field) ?? String(stored[field]);
	return {
		type: draftChoice(draft, "type", CREDENTIAL_TYPES) ?? stored.type,
		accessKeyKind: draftChoice(draft, "accessKeyKind", ["id", "ref"]) ?? stored.accessKeyKind,
		accessKeyId: text("accessKeyId"),
		accessKeyRef: text("accessKeyRef"),
		secretKeyRef: text("secretKeyRef"),
		sessionTokenRef: text("sessionTokenRef"),
		iamRoleArn: text("iamRoleArn"),
		sessionTagKeys: text("sessionTagKeys"),
		isCrossAccount: draftBoolean(draft, "isCrossAccount") ?? stored.isCrossAccount,
		roleArn: text("roleArn"),
		externalId: text("externalId"),
		region: text("region"),
		backOffType: draftChoice(draft, "backOffType", BACK_OFF_TYPES) ?? stored.backOffType,
		fixedBackoff: text("fixedBackoff"),
		baseDelay: text("baseDelay"),
		maxBackoffTime: text("maxBackoffTime"),
		retryCount: text("retryCount"),
	};
}

/** Delays to begin with: the AWS SDK's own first and longest one. */
const FIRST_DELAYS = { fixedBackoff: "500", baseDelay: "100", maxBackoffTime: "20000", retryCount: "3" };

function storedValues({ platform, partition }: Connector): CredentialsValues {
	const { credential, crossAccount, region, backOff } = platform ?? NEW_PLATFORM;
	const isFirst = credential === null;
	return {
		type: credential?.type ?? "InheritFromDelegate",
		...accessKeyValues(credential),
		iamRoleArn: credential?.type === "OidcAuthentication" ? credential.iamRoleArn : "",
		sessionTagKeys: credential?.type === "OidcAuthentication" ? credential.sessionTagKeys.join(", ") : "",
		isCrossAccount: crossAccount !== null,
		roleArn: crossAccount?.roleArn ?? "",
		externalId: crossAccount?.externalId ?? "",
		region: isFirst && partition === "aws-us-gov" ? "us-gov-west-1" : region,
		backOffType: backOff?.type ?? "none",
		...FIRST_DELAYS,
		...(backOff !== null && delayTexts(backOff)),
	};
}

type Stored = NonNullable<Connector["platform"]>;

function accessKeyValues(credential: Stored["credential"]) {
	if (credential?.type !== "ManualConfig") {
		return {
			accessKeyKind: "id",
			accessKeyId: "",
			accessKeyRef: "",
			secretKeyRef: "",
			sessionTokenRef: "",
		} as const;
	}
	const { accessKey, secretKeyRef, sessionTokenRef } = credential;
	return {
		accessKeyKind: "id" in accessKey ? ("id" as const) : ("ref" as const),
		accessKeyId: "id" in accessKey ? accessKey.id : "",
		accessKeyRef: "ref" in accessKey ? accessKey.ref : "",
		secretKeyRef,
		sessionTokenRef: sessionTokenRef ?? "",
	};
}

function delayTexts(backOff: NonNullable<Stored["backOff"]>) {
	const retryCount = String(backOff.retryCount);
	if (backOff.type === "FixedDelayBackoffStrategy")
		return { fixedBackoff: String(backOff.fixedBackoff), retryCount };
	return { baseDelay: String(backOff.baseDelay), maxBackoffTime: String(backOff.maxBackoffTime), retryCount };
}
