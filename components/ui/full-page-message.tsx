import type { ReactNode } from "react";
import { Logo } from "./logo.tsx";
import { Main } from "./main.tsx";

export type FullPageMessageProps = {
	readonly title: string;
	readonly children: ReactNode;
	readonly actions: ReactNode;
};

/** A page that has only something to say: not found, out of order. */
export function FullPageMessage({ title, children, actions }: FullPageMessageProps) {
	return (
		<Main width="text">
			<div className="mt-[12vh]">
				<Logo />
				<h1 className="mt-8">{title}</h1>
				<div className="mt-2 max-w-[34rem] text-ink-2">{children}</div>
				<div className="mt-6 flex flex-wrap gap-2.5">{actions}</div>
			</div>
		</Main>
	);
}
