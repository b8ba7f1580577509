import type { ReactNode } from "react";

/** A strip that never goes away while AWS and Harness are stand-ins. The words after "Sandbox" are passed in. */
export function SandboxBanner({ children }: { readonly children: ReactNode }) {
	return (
		<aside
			aria-label="Sandbox"
			className="border-b border-line-2 bg-wash-2 px-4 py-1.5 text-sm text-ink-2 md:px-6"
		>
			<b className="mr-1 text-ink">Sandbox</b> {children}
		</aside>
	);
}
