/** Text for a comment or a heading: whatever would end its line is a space. */
export function oneLine(text: string): string {
	return text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, " ");
}
