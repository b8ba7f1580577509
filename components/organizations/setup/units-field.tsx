"use client";

import { useWatch } from "react-hook-form";
import { TextAreaField } from "#components/form/text-area-field.tsx";
import type { ZodForm } from "#components/form/zod-form.ts";
import { Mono } from "#components/ui/mono.tsx";
import type { OrganizationUnit } from "#lib/domain/rollout.ts";
import {
	type LaunchOptions,
	type LaunchOptionsForm as Values,
	wavesOf,
} from "#lib/schemas/rollout-launch-schema.ts";

/** A tree to choose from is a help while it can be looked through. */
const UNITS_TO_CHOOSE_FROM = 300;

type UnitsFieldProps = {
	readonly form: ZodForm<Values, LaunchOptions>;
	readonly units: readonly OrganizationUnit[];
	readonly isLaunched: boolean;
};

/** Which part of the organization: roots and units, wave by wave. */
export function UnitsField({ form, units, isLaunched }: UnitsFieldProps) {
	const typed = useWatch({ control: form.control, name: "waves" });
	const waves = wavesOf(typed);
	return (
		<div className="flex flex-col gap-3">
			<TextAreaField
				form={form}
				name="waves"
				label="Root or organizational units"
				mono
				rows={3}
				placeholder="r-ab12"
				hint={
					isLaunched
						? "Waves that have begun stay; later lines may change. One line is one wave."
						: "The root's ID for every account, or units. One line is one wave: the next begins when you say so, while the last one fares well."
				}
			/>
			<p className="text-sm text-ink-2" role="status">
				{summary(waves)}
			</p>
			{units.length > 0 && units.length <= UNITS_TO_CHOOSE_FROM ? (
				<UnitTree form={form} units={units} waves={waves} />
			) : (
				<p className="text-sm text-ink-2">
					The IDs stand in the AWS console under AWS Organizations, AWS accounts. In a terminal:{" "}
					<Mono wrap>aws organizations list-roots --query &quot;Roots[].Id&quot;</Mono>
				</p>
			)}
		</div>
	);
}

function summary(waves: readonly (readonly string[])[]): string {
	if (waves.length === 0) return "Nothing is chosen yet.";
	const units = waves.flat().length;
	const what = units === 1 ? "1 root or unit" : `${units} roots and units`;
	return waves.length === 1 ? `${what}, at once.` : `${what} in ${waves.length} waves.`;
}

type UnitTreeProps = Pick<UnitsFieldProps, "form" | "units"> & { readonly waves: readonly string[][] };

/** The units as AWS has them; a tick puts one into the last wave. */
function UnitTree({ form, units, waves }: UnitTreeProps) {
	const chosen = new Set(waves.flat().map((id) => id.toLowerCase()));

	function toggle(id: string) {
		const without = waves.map((wave) => wave.filter((each) => each.toLowerCase() !== id));
		const next = chosen.has(id) ? without : [...without.slice(0, -1), [...(without.at(-1) ?? []), id]];
		const text = next
			.filter((wave) => wave.length > 0)
			.map((wave) => wave.join(" "))
			.join("\n");
		form.setValue("waves", text, { shouldValidate: true });
	}

	const sorted = units.toSorted((a, b) => (a.path < b.path ? -1 : 1));
	return (
		<fieldset className="min-w-0">
			<legend className="mb-1.5 text-sm font-medium">Units of this organization</legend>
			<div className="max-h-80 overflow-y-auto rounded border border-line px-3 py-2">
				{sorted.map(({ id, name, path }) => (
					<label
						key={id}
						className="flex min-h-8 items-center gap-2.5"
						style={{ paddingLeft: `${(path.split(" / ").length - 1) * 1.25}rem` }}
					>
						<input
							type="checkbox"
							className="size-4 flex-none"
							checked={chosen.has(id)}
							onChange={() => toggle(id)}
						/>
						<span className="min-w-0 [overflow-wrap:anywhere]">
							{name} <Mono className="text-sm text-ink-2">{id}</Mono>
						</span>
					</label>
				))}
			</div>
		</fieldset>
	);
}
