const EVERY_MS = 2_000;

export type DraftKeeper = {
	/** At once, or when two seconds have passed since the last time; nothing when nothing changed. */
	keepSoon(): void;
	/** True when nothing is left to keep. */
	keepNow(): Promise<boolean>;
	/** The page goes away, perhaps for good: what the server has not confirmed is sent so that it outlives the page. */
	leave(): void;
	/** Drops what waits; a later change is kept again. */
	pause(): void;
	/** The step itself was saved: what is on the page now is no draft any more. */
	stop(): void;
};

type Parts = {
	/** What is on the page, as JSON. */
	readonly read: () => string;
	/** What the server's page came with. */
	readonly atFirst: string;
	/** False: it could not be kept. */
	readonly save: (json: string) => Promise<boolean>;
	/** The same from a page that goes away. */
	readonly saveLeaving: (json: string) => Promise<boolean>;
};

/** Decides when typing is sent away. What the page came with needs no keeping. */
export function createDraftKeeper({ read, atFirst, save, saveLeaving }: Parts): DraftKeeper {
	/** Sent; `confirmed` is what the server is known to have. */
	let kept = atFirst;
	let confirmed = kept;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let isResting = false;

	function pause() {
		clearTimeout(timer);
		timer = undefined;
		isResting = false;
	}

	async function keepNow(): Promise<boolean> {
		const json = read();
		if (json === kept) return true;
		const before = kept;
		kept = json;
		const isKept = await save(json);
		if (isKept) confirmed = json;
		// Not kept: the next time it is sent again, unless something newer was kept meanwhile.
		if (!isKept && kept === json) kept = before;
		return isKept;
	}

	function rest() {
		isResting = true;
		timer = setTimeout(() => {
			isResting = false;
			if (read() !== kept) keepSoon();
		}, EVERY_MS);
	}

	function keepSoon() {
		if (isResting || read() === kept) return;
		rest();
		void keepNow();
	}

	async function leave(): Promise<void> {
		const json = read();
		// What is still on its way by the usual road may be cut off with the page, so it is sent again.
		if (json !== confirmed && (await saveLeaving(json))) confirmed = json;
	}

	return {
		keepSoon,
		keepNow,
		leave: () => void leave(),
		pause,
		stop() {
			pause();
			kept = read();
			confirmed = kept;
		},
	};
}
