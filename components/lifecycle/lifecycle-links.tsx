import { Allowed } from "#components/shell/abilities.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { Connector } from "#lib/domain/connector.ts";
import { formatTemplateVersion, NEWEST_TEMPLATE_VERSION } from "#lib/domain/template-version.ts";

/** What is under way or offered for a connector in use; nothing where there is nothing. */
export function LifecycleLinks({ connector }: { readonly connector: Connector }) {
	const { id, status, offboarding, pendingRequirements, rotation } = connector;
	if (status !== "registered" || offboarding !== null) return null;
	return (
		<>
			{pendingRequirements !== null && (
				<Notice
					tone="wait"
					title="Other features were asked for"
					action={<Open href={`/connectors/${id}/features`} word="Features" />}
				>
					Until the role has what they need, everything stays as it is.
				</Notice>
			)}
			{rotation !== null && (
				<Notice
					tone="wait"
					title="The external ID is being rotated"
					action={<Open href={`/connectors/${id}/rotate`} word="Rotation" />}
				>
					{ROTATION_WORDS[rotation.phase]}
				</Notice>
			)}
			{isUpgradeOffered(connector) && (
				<Notice
					tone="info"
					title="A newer template is there"
					action={<Open href={`/connectors/${id}/upgrade`} word="Upgrade" />}
				>
					The role is at version {formatTemplateVersion(connector.templateVersion ?? 0)}; the newest is{" "}
					{formatTemplateVersion(NEWEST_TEMPLATE_VERSION)}.
				</Notice>
			)}
		</>
	);
}

const ROTATION_WORDS = {
	pending: "The stack is to be given the new ID.",
	proved: "Both IDs are proved. The new one can be taken into use.",
	committed: "The new ID is in use. The stack still takes the old one.",
} as const;

function isUpgradeOffered({ templateVersion, declinedTemplateVersion }: Connector): boolean {
	if (templateVersion === null || templateVersion >= NEWEST_TEMPLATE_VERSION) return false;
	return (declinedTemplateVersion ?? 0) < NEWEST_TEMPLATE_VERSION;
}

function Open({ href, word }: { readonly href: string; readonly word: string }) {
	return (
		<Allowed to="connector.change">
			<LinkButton href={href} size="small">
				{word}
			</LinkButton>
		</Allowed>
	);
}
