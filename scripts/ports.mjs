import { createServer } from "node:net";

/** Below the ports that systems give to outgoing connections: one of those may be taken before it is listened on. */
const LOWEST = 20_000;
const HIGHEST = 32_000;
const given = new Set();

/** A free port on loopback; none is given twice by one process. */
export async function freePort() {
	for (;;) {
		const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
		if (given.has(port)) continue;
		given.add(port);
		if (await isPortFree(port)) return port;
	}
}

export function isPortFree(port, host = "127.0.0.1") {
	return new Promise((resolve) => {
		const server = createServer().once("error", () => resolve(false));
		server.listen(port, host, () => server.close(() => resolve(true)));
	});
}
