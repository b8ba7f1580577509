// What a script learns without reading a word.

/** 0 is said of proven health alone; what nobody knows is never 0. */
export const EXIT = { healthy: 0, bad: 1, unknown: 2, usage: 3 };

const BY_STATE = {
	healthy: EXIT.healthy,
	degraded: EXIT.bad,
	failing: EXIT.bad,
	quarantined: EXIT.bad,
};

/** Of a state that this version does not know: unknown. */
export function exitOfState(state) {
	return Object.hasOwn(BY_STATE, state) ? BY_STATE[state] : EXIT.unknown;
}

/** Of many: bad goes before unknown, and of nothing nothing is known. */
export function exitOfStates(states) {
	const exits = states.map(exitOfState);
	if (exits.includes(EXIT.bad)) return EXIT.bad;
	return exits.length === 0 || exits.includes(EXIT.unknown) ? EXIT.unknown : EXIT.healthy;
}
