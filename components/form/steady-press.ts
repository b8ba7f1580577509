import type { MouseEvent } from "react";

/**
 * For buttons below fields: leaving a field judges it, and a message that comes or goes would move the button away
 * between pressing and letting go. So the field is left only when the press is over.
 */
export const steadyPress = {
	onMouseDown(event: MouseEvent) {
		event.preventDefault();
	},
	onClickCapture({ target, detail }: MouseEvent) {
		// Enter in a field presses the button too, without a pointer: the focus stays in the field then.
		if (detail === 0 || !(target instanceof Element)) return;
		target.closest<HTMLElement>("button, a")?.focus({ preventScroll: true });
	},
};
