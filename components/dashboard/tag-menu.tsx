"use client";

import { useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Menu } from "./menu.tsx";

export type TagMenuProps = {
	/** As in the address: `key`, or `key:value`; a colon in the key stands as `::`. Empty: any. */
	readonly chosen: string;
	readonly keys: readonly string[];
	readonly onChange: (chosen: string) => void;
};

export function TagMenu({ chosen, keys, onChange }: TagMenuProps) {
	return (
		<Menu label={chosen === "" ? "Tag: any" : `Tag: ${chosen.replaceAll("::", ":")}`}>
			{(close) => (
				<TagForm
					chosen={chosen}
					keys={keys}
					onChange={(tag) => {
						onChange(tag);
						close();
					}}
				/>
			)}
		</Menu>
	);
}

function TagForm({ chosen, keys, onChange }: TagMenuProps) {
	const [key, setKey] = useState(() => tagKeyOf(chosen));
	const [value, setValue] = useState(() => tagValueOf(chosen));
	const id = useId();
	return (
		<form
			className="flex w-64 max-w-full flex-col gap-3 p-2"
			onSubmit={(event) => {
				event.preventDefault();
				const escaped = key.trim().replaceAll(":", "::");
				onChange(escaped === "" || value.trim() === "" ? escaped : `${escaped}:${value.trim()}`);
			}}
		>
			<div>
				<label htmlFor={`${id}-key`} className="mb-1 block font-medium">
					Tag key
				</label>
				<input
					id={`${id}-key`}
					list={`${id}-keys`}
					value={key}
					maxLength={128}
					autoComplete="off"
					onChange={(event) => setKey(event.target.value)}
					className="control"
				/>
				<datalist id={`${id}-keys`}>
					{keys.map((known) => (
						<option key={known} value={known} />
					))}
				</datalist>
			</div>
			<div>
				<label htmlFor={`${id}-value`} className="mb-1 block font-medium">
					Value
				</label>
				<input
					id={`${id}-value`}
					value={value}
					maxLength={128}
					autoComplete="off"
					placeholder="any"
					onChange={(event) => setValue(event.target.value)}
					className="control"
				/>
			</div>
			<div className="flex justify-end gap-2">
				{chosen !== "" && (
					<Button tone="quiet" onClick={() => onChange("")}>
						Any tag
					</Button>
				)}
				<Button type="submit">Show</Button>
			</div>
		</form>
	);
}

const TAG = /^((?:[^:]|::)*)(?::([\s\S]*))?$/u;

function tagKeyOf(tag: string): string {
	return (TAG.exec(tag)?.[1] ?? "").replaceAll("::", ":");
}

function tagValueOf(tag: string): string {
	return TAG.exec(tag)?.[2] ?? "";
}
