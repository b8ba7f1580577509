/** A policy as a caller gives it: as JSON, or as its text. What is no JSON is no policy, as its judges then say. */
export function readPolicy(given: unknown): unknown {
	if (typeof given !== "string") return given;
	try {
		return JSON.parse(given);
	} catch {
		return null;
	}
}
