/** A write of somebody limited would have touched what lies outside; the verbs ask before it comes to that. */
export class OutsideScope extends Error {
	constructor() {
		super("Outside the scope of whoever asks.");
	}
}
