const NAME = "rolebridge-proof";

/** Says to this browser's other tabs that the person proved anew who they are. It proves nothing: the server does. */
export function tellProved(): void {
	const channel = new BroadcastChannel(NAME);
	channel.postMessage("proved");
	channel.close();
}

/** Returns what ends the waiting. */
export function onProved(run: () => void): () => void {
	const channel = new BroadcastChannel(NAME);
	channel.onmessage = () => run();
	return () => channel.close();
}
