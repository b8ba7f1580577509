import type { ReactNode } from "react";
import { SavedProvider } from "#components/setup/saved-line.tsx";
import { StepFocus } from "#components/setup/step-focus.tsx";
import { saveDraftAction } from "#lib/actions/setup-actions.ts";

export default function RolloutSetupLayout({ children }: { readonly children: ReactNode }) {
	return (
		<SavedProvider saveDraft={saveDraftAction}>
			<StepFocus />
			{children}
		</SavedProvider>
	);
}
