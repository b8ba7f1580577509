type ClassName = string | false | null | undefined;

/** Joins class names, leaving out what is empty: `cn("a", isOn && "b")` → `"a b"` or `"a"`. */
export function cn(...names: readonly ClassName[]): string {
	return names.filter(Boolean).join(" ");
}
