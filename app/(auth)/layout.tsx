import type { ReactNode } from "react";
import { Main } from "#components/ui/app-shell.tsx";
import { Logo } from "#components/ui/logo.tsx";

export default function AuthLayout({ children }: { readonly children: ReactNode }) {
	return (
		<Main width="form">
			<div className="mt-[8vh] mb-4">
				<Logo />
			</div>
			{children}
		</Main>
	);
}
