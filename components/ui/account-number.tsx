import { cn } from "#lib/cn.ts";

export type AccountNumberProps = { readonly value: string; readonly className?: string };

/** Twelve digits shown in fours. The gaps are space, not characters: selected and copied it is one number. */
export function AccountNumber({ value, className }: AccountNumberProps) {
	const groups = value.match(/.{1,4}/g) ?? [];
	return (
		<span translate="no" className={cn("mono", className)}>
			{groups.map((group, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: the groups of one value never move
				<span key={index} className={index === 0 ? undefined : "ml-[0.45em]"}>
					{group}
				</span>
			))}
		</span>
	);
}
