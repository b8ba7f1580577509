"use client";

import { type ChangeEvent, useId, useState } from "react";
import { FieldFrame, messageId } from "#components/form/field-frame.tsx";
import type { YamlForm } from "./yaml-editor-card.tsx";

const MAX_BYTES = 1_048_576;

/** The file instead of a paste: this way its line ends and its byte order mark stay too. */
export function YamlUpload({ form }: { readonly form: YamlForm }) {
	const id = useId();
	const [error, setError] = useState<string>();

	async function read({ currentTarget }: ChangeEvent<HTMLInputElement>) {
		const file = currentTarget.files?.[0];
		if (file === undefined) return;
		const text = file.size > MAX_BYTES ? null : await textOf(file);
		setError(text === null ? unreadable(file.size) : undefined);
		if (text !== null) form.setValue("yaml", text, { shouldDirty: true, shouldValidate: true });
	}

	return (
		<FieldFrame id={id} label="Or choose its file" optional error={error}>
			<input
				type="file"
				id={id}
				accept=".yaml,.yml,application/yaml,text/yaml"
				onChange={(event) => void read(event)}
				aria-describedby={messageId(id)}
				aria-invalid={error !== undefined}
				className="control h-auto py-1.5"
			/>
		</FieldFrame>
	);
}

/** Null: it is no text in UTF-8. */
async function textOf(file: File): Promise<string | null> {
	try {
		return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await file.arrayBuffer());
	} catch {
		return null;
	}
}

function unreadable(size: number): string {
	return size > MAX_BYTES
		? "The file is larger than 1 MB. A delegate's YAML has a few kilobytes."
		: "The file could not be read as text in UTF-8.";
}
