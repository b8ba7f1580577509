"use client";

import { type FormEvent, useCallback, useEffect, useRef, useState } from "react";
import { identifierFromName } from "#lib/domain/connector-name.ts";

type Names = { readonly name: string; readonly identifier: string };
type Options = {
	/** What the page came with. */
	readonly first: Names;
	readonly isFixed: boolean;
	readonly read: () => Names;
	readonly write: (identifier: string) => void;
};

/** The identifier follows the name while it is typed, until somebody writes one of their own. For `onChange` around both. */
export function useIdentifierFromName({ first: given, isFixed, read, write }: Options) {
	const [first] = useState(given);
	const { name, identifier } = first;
	const isOwn = useRef(isFixed || (identifier !== "" && identifier !== identifierFromName(name)));
	const form = useRef({ read, write });
	useEffect(() => {
		form.current = { read, write };
	});

	const follow = useCallback((field: string) => {
		const now = form.current.read();
		if (field === "identifier") isOwn.current = now.identifier !== "";
		if (field === "name" && !isOwn.current) form.current.write(identifierFromName(now.name));
	}, []);

	// Typed before the script ran: the fields have handed it to the form by now.
	useEffect(() => {
		const now = form.current.read();
		if (now.identifier !== first.identifier) follow("identifier");
		if (now.name !== first.name) follow("name");
	}, [first, follow]);

	return ({ target }: FormEvent<HTMLElement>) => target instanceof HTMLInputElement && follow(target.name);
}
