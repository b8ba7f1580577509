import { BACK_OFF_TITLES, CREDENTIAL_TITLES } from "#components/platform/credentials-values.ts";
import type { KeyValueItem } from "#components/ui/key-value-list.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Tag } from "#components/ui/tag.tsx";
import type {
	AwsCredential,
	Connectivity,
	PlatformScope,
	PlatformSettings,
} from "#lib/domain/platform/platform-settings.ts";
import { findEntry } from "#lib/domain/policy/library.ts";

/**
 * What a platform connector is set up with. Secrets are names of secrets in Harness; they and key IDs are for those who
 * may see trust policies.
 */
export function platformFacts(
	platform: PlatformSettings,
	seesTrust: boolean,
): readonly (KeyValueItem | false)[] {
	const { scope, credential, crossAccount, region, backOff, connectivity, tasks } = platform;
	return [
		{ term: "Scope in Harness", value: <Scope scope={scope} /> },
		credential !== null && {
			term: "Credentials",
			value: (
				<Credential credential={credential} isFirstOfTwo={crossAccount !== null} seesTrust={seesTrust} />
			),
		},
		crossAccount !== null && {
			term: "Cross-account",
			value: `STS role, ${crossAccount.externalId === "" ? "without an external ID" : "with its owner's external ID"}`,
		},
		credential !== null && { term: "Test region", value: <Mono>{region}</Mono> },
		backOff !== null && { term: "SDK back-off", value: BACK_OFF_TITLES[backOff.type] },
		connectivity !== null && { term: "Connectivity", value: <Way connectivity={connectivity} /> },
		tasks.length > 0 && { term: "Tasks", value: tasks.map((id) => findEntry(id)?.title ?? id).join(", ") },
	];
}

function Scope({ scope }: { readonly scope: PlatformScope }) {
	switch (scope.kind) {
		case "account":
			return "Account";
		case "organization":
			return (
				<>
					Organization <Mono wrap>{scope.orgId}</Mono>
				</>
			);
		case "project":
			return (
				<>
					Project <Mono wrap>{scope.projectId}</Mono> of <Mono wrap>{scope.orgId}</Mono>
				</>
			);
		default:
			return scope satisfies never;
	}
}

type CredentialProps = {
	readonly credential: AwsCredential;
	/** Its own role is not the one that does the work, and is named here. */
	readonly isFirstOfTwo: boolean;
	readonly seesTrust: boolean;
};

function Credential({ credential, isFirstOfTwo, seesTrust }: CredentialProps) {
	const title = CREDENTIAL_TITLES[credential.type];
	if (credential.type === "OidcAuthentication" && isFirstOfTwo) {
		return (
			<>
				{title}: <Mono wrap>{credential.iamRoleArn}</Mono>
			</>
		);
	}
	if (credential.type !== "ManualConfig" || !seesTrust) return title;
	const { accessKey, secretKeyRef } = credential;
	return (
		<>
			{title} <Mono wrap>{"id" in accessKey ? accessKey.id : accessKey.ref}</Mono>, its secret key in Harness
			as <Mono wrap>{secretKeyRef}</Mono>
		</>
	);
}

function Way({ connectivity }: { readonly connectivity: Connectivity }) {
	if (connectivity.through === "harness") return "Through Harness Platform";
	if (connectivity.selectors.length === 0) return "Through any available delegate";
	return (
		<span className="flex flex-wrap items-center gap-1.5">
			Through delegates with all of{" "}
			{connectivity.selectors.map((selector) => (
				<Tag key={selector}>{selector}</Tag>
			))}
		</span>
	);
}
