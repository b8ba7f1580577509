"use client";

import { lazy, type ReactNode, type RefObject, Suspense, useState } from "react";
import { Card } from "#components/ui/card.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import type { RoleOptions as Options } from "#lib/domain/connector.ts";
import { RoleStackError } from "./role-stack-error.tsx";

// The form is seldom needed: what it is made of is loaded when it is opened.
const RoleOptions = lazy(async () => ({ default: (await import("./role-options.tsx")).RoleOptions }));

type RoleMoreProps = {
	readonly connectorId: string;
	readonly version: number;
	/** Whom the role is for. */
	readonly vendor: string;
	readonly defaultRoleName: string;
	readonly options: Options;
	readonly regions: readonly string[];
	readonly defaultRegion: string;
	/** Made by the server: the template, the policies, who is trusted. */
	readonly reading: ReactNode;
	readonly onSaved: () => void;
	/** For whoever leaves the page: keeps what is typed and not saved. */
	readonly keepNow: RefObject<() => Promise<boolean>>;
};

/** What few need: to read what is made, a failed stack, and other names. */
export function RoleMore({ options, reading, ...form }: RoleMoreProps) {
	const [hasOptions, setHasOptions] = useState(false);
	return (
		<Card label="More about this step" flush>
			{reading}
			<Disclosure row summary="If the stack failed">
				<RoleStackError />
			</Disclosure>
			<Disclosure row summary="More options" onOpen={() => setHasOptions(true)}>
				{hasOptions && (
					<Suspense>
						<RoleOptions key={form.version} {...form} defaults={options} />
					</Suspense>
				)}
			</Disclosure>
		</Card>
	);
}
