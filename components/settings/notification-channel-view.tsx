import { Card } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Pill } from "#components/ui/pill.tsx";
import type { NotificationChannel } from "#lib/db/notifications-port.ts";
import type { ChannelPage } from "#lib/loaders/notifications.ts";
import type { ChannelInput } from "#lib/schemas/notification-schemas.ts";
import { NotificationDelete } from "./notification-delete.tsx";
import { NotificationDeliveries } from "./notification-deliveries.tsx";
import { NotificationEditor } from "./notification-editor.tsx";
import { NotificationTest } from "./notification-test.tsx";
import { KIND_WORDS } from "./notification-words.ts";
import { SettingsNav } from "./settings-nav.tsx";

const NEW_CHANNEL: ChannelInput = {
	name: "",
	kind: "webhook",
	target: "",
	isEnabled: true,
	includesDegraded: false,
	replaceSecret: false,
	select: "all",
	tagKey: "",
	tagValue: "",
	feature: "BILLING",
	owner: "",
};

export function NotificationNewView({ isMailConfigured }: { readonly isMailConfigured: boolean }) {
	return (
		<div className="flex w-full max-w-[52rem] flex-col gap-4">
			<SettingsNav current="notifications" isBelow />
			<PageHeader title="Add channel" />
			<Card label="Channel">
				<NotificationEditor defaults={NEW_CHANNEL} existing={null} isMailConfigured={isMailConfigured} />
			</Card>
		</div>
	);
}

export function NotificationChannelView({ page }: { readonly page: ChannelPage }) {
	const { channel } = page;
	const { id, version, name, kind, isEnabled, targetLabel } = channel;
	return (
		<div className="flex w-full max-w-[52rem] flex-col gap-4">
			<SettingsNav current="notifications" isBelow />
			<PageHeader
				eyebrow={KIND_WORDS[kind]}
				title={<span className="[overflow-wrap:anywhere]">{name}</span>}
				actions={isEnabled ? <Pill state="ok">On</Pill> : <Pill state="none">Off</Pill>}
			/>
			<Card title="Channel" aside={<NotificationDelete id={id} version={version} name={name} />}>
				<NotificationEditor
					defaults={defaultsOf(channel)}
					existing={{ id, version, targetLabel }}
					isMailConfigured
				/>
			</Card>
			<Card title="Test">
				<NotificationTest id={id} />
			</Card>
			<NotificationDeliveries page={page} />
		</div>
	);
}

function defaultsOf({
	name,
	kind,
	isEnabled,
	includesDegraded,
	selector,
}: NotificationChannel): ChannelInput {
	return {
		...NEW_CHANNEL,
		...{ name, kind, isEnabled, includesDegraded, select: selector.kind },
		...(selector.kind === "tag" && { tagKey: selector.key, tagValue: selector.value }),
		...(selector.kind === "feature" && { feature: selector.feature }),
		...(selector.kind === "owner" && { owner: selector.owner }),
	};
}
