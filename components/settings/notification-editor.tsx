"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useToast } from "#components/ui/toast.tsx";
import { NotificationForm, type NotificationFormProps, type SavedChannel } from "./notification-form.tsx";
import { NotificationSecret } from "./notification-secret.tsx";

export type NotificationEditorProps = Omit<NotificationFormProps, "onSaved">;

/** The form of a channel, and the signing key that saving made: it outlives the form, which each version begins anew. */
export function NotificationEditor(props: NotificationEditorProps) {
	const { existing } = props;
	const router = useRouter();
	const toast = useToast();
	const [made, setMade] = useState<SavedChannel | null>(null);

	function onSaved(saved: SavedChannel) {
		toast({ state: "ok", text: existing === null ? "Channel added." : "Channel saved." });
		setMade(saved);
		if (existing === null && saved.secret === null) router.push(`/settings/notifications/${saved.id}`);
	}

	if (existing === null && made !== null && made.secret !== null) {
		return <NotificationSecret secret={made.secret} doneHref={`/settings/notifications/${made.id}`} />;
	}
	return (
		<div className="flex flex-col gap-5">
			{made !== null && made.secret !== null && <NotificationSecret secret={made.secret} doneHref={null} />}
			<NotificationForm key={existing?.version} {...props} onSaved={onSaved} />
		</div>
	);
}
