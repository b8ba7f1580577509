/** The database of one of Vitest's workers, counted from 1. */
export function workerDatabase(template: string, worker: number): string {
	return `${template}_${worker}`;
}

/** Another database on the same server. */
export function urlOf(serverUrl: string, database: string): string {
	const url = new URL(serverUrl);
	url.pathname = `/${database}`;
	return url.href;
}
