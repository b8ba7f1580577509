import type { ReactNode } from "react";
import { Logo } from "#components/ui/logo.tsx";
import { Main } from "#components/ui/main.tsx";

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
