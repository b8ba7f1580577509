import { configure } from "@testing-library/react";

// What is waited for is there in a moment; a machine that is busy with other work takes its time.
configure({ asyncUtilTimeout: 5_000 });

// jsdom has the element without its modal ways; these do what the standard says about attribute and focus.
HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
	this.open = true;
	this.querySelector<HTMLElement>("button")?.focus();
};
HTMLDialogElement.prototype.close = function (this: HTMLDialogElement) {
	this.open = false;
};
