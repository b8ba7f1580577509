/**
 * The work's outcome, or a failure after so long. A connection that dies in the wrong moment may leave a question
 * without any answer; what is asked of the database here may be asked again.
 */
export async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error(`No answer within ${limitMs} ms.`)), limitMs);
	});
	try {
		return await Promise.race([work, late]);
	} finally {
		clearTimeout(timer);
	}
}
