import type { Metadata } from "next";
import { InvitationPage } from "#components/invitation/invitation-page.tsx";
import { Logo } from "#components/ui/logo.tsx";
import { Main } from "#components/ui/main.tsx";

export const metadata: Metadata = { title: "Invitation", robots: { index: false }, referrer: "no-referrer" };

type InvitationProps = { readonly params: Promise<{ readonly id: string }> };

/** The same for every id: what an invitation says is told only to whom holds its secret. */
export default async function Invitation({ params }: InvitationProps) {
	return (
		<Main width="form">
			<div className="mt-[8vh] mb-4">
				<Logo />
			</div>
			<InvitationPage id={(await params).id} />
		</Main>
	);
}
