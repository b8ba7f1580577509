export type OpenOutcome = "opened" | "nothing" | "too-often" | "unreachable";

/** Hands the secret over, in a body and nowhere else; what it opens comes back as a cookie that no script reads. */
export async function openLink(linkId: string, secret: string): Promise<OpenOutcome> {
	try {
		const response = await post(linkId, "open", { secret });
		if (response.ok) return "opened";
		return response.status === 429 ? "too-often" : response.status >= 500 ? "unreachable" : "nothing";
	} catch {
		return "unreachable";
	}
}

/** False: it did not go through, for whatever reason; nothing was changed then. */
export async function postToLink(linkId: string, what: LinkPost, body: object = {}): Promise<boolean> {
	try {
		return (await post(linkId, what, body)).ok;
	} catch {
		return false;
	}
}

type LinkPost = "opened" | "watch" | "acted" | "decline" | "offer";

function post(linkId: string, what: LinkPost | "open", body: object): Promise<Response> {
	return fetch(`/launch/${linkId}/${what}`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify(body),
		// The press of a link leaves the page at once: what is told then must still arrive.
		keepalive: true,
	});
}
