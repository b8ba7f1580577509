"use client";

import { Button } from "#components/ui/button.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Dialog } from "#components/ui/dialog.tsx";

export type BackupCodesDialogProps = { readonly codes: readonly string[]; readonly onClose: () => void };

/** Shown this once: what is stored is sealed, and no page shows it again. */
export function BackupCodesDialog({ codes, onClose }: BackupCodesDialogProps) {
	return (
		<Dialog
			open
			onClose={onClose}
			title="Keep your backup codes"
			actions={
				<Button tone="primary" onClick={onClose}>
					I have kept them
				</Button>
			}
		>
			<div className="flex flex-col gap-4">
				<p>
					Each of them signs you in once if your phone is lost. Keep them where the phone is not: in a
					password manager, or on paper. They are shown only now.
				</p>
				<CodeBlock label="Backup codes" code={codes.join("\n")} />
			</div>
		</Dialog>
	);
}
