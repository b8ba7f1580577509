const BROWSERS = [
	["Edge", /\bEdgA?\//],
	["Opera", /\bOPR\//],
	["Firefox", /\b(?:Firefox|FxiOS)\//],
	["Chrome", /(?:Chrome|CriOS)\//],
	["Safari", /\bSafari\//],
] as const;
const SYSTEMS = [
	["iPhone", /\biPhone\b/],
	["iPad", /\biPad\b/],
	["Android", /\bAndroid\b/],
	["Windows", /\bWindows\b/],
	["macOS", /\bMac OS X\b/],
	["ChromeOS", /\bCrOS\b/],
	["Linux", /\bLinux\b/],
] as const;

/**
 * A browser's User-Agent in words, for a person to tell their own devices apart. What is not known is said so; nothing
 * is decided by it.
 *
 * @example browserName("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0") // "Firefox on Linux"
 */
export function browserName(userAgent: string): string {
	const browser = BROWSERS.find(([, pattern]) => pattern.test(userAgent))?.[0];
	const system = SYSTEMS.find(([, pattern]) => pattern.test(userAgent))?.[0];
	if (browser === undefined) return system === undefined ? "Unknown browser" : `Unknown browser on ${system}`;
	return system === undefined ? browser : `${browser} on ${system}`;
}
