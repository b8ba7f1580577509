import { createServer } from "node:net";

/** A free port on loopback, chosen by the system. */
export function freePort() {
	return new Promise((resolve, reject) => {
		const server = createServer().once("error", reject);
		server.listen(0, "127.0.0.1", () => {
			const { port } = server.address();
			server.close(() => resolve(port));
		});
	});
}

export function isPortFree(port, host = "127.0.0.1") {
	return new Promise((resolve) => {
		const server = createServer().once("error", () => resolve(false));
		server.listen(port, host, () => server.close(() => resolve(true)));
	});
}
