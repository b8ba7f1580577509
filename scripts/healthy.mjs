// For a container's health check: 0 when the web server is ready.
const port = process.env.PORT || 3000;
const answer = await fetch(`http://127.0.0.1:${port}/api/health/ready`, {
	signal: AbortSignal.timeout(4_000),
}).catch(() => null);
process.exit(answer?.ok ? 0 : 1);
