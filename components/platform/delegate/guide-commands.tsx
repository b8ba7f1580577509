import { CodeBlock } from "#components/ui/code-block.tsx";
import type { GuideCommand } from "#lib/domain/platform/eksctl.ts";

/** Commands in the order in which they are run. */
export function GuideCommands({ commands }: { readonly commands: readonly GuideCommand[] }) {
	return (
		<ol className="flex min-w-0 flex-col gap-3">
			{commands.map(({ what, command }) => (
				<li key={what} className="min-w-0">
					<CodeBlock label={what} code={command} />
				</li>
			))}
		</ol>
	);
}
