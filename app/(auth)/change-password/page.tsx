import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ConfirmItsYou } from "#components/account/confirm-its-you.tsx";
import { ChangePasswordForm } from "#components/sign-in/change-password-form.tsx";
import { Card } from "#components/ui/card.tsx";
import { changePasswordAction } from "#lib/actions/account-actions.ts";
import { signedIn } from "#lib/loaders/signed-in.ts";

export const metadata: Metadata = { title: "Change password" };

export default async function ChangePasswordPage() {
	const session = await signedIn();
	if (session === null) redirect("/sign-in?next=/change-password");
	return (
		<>
			<div>
				<h1>{session.mustChangePassword ? "Choose a new password" : "Change password"}</h1>
				<p className="mt-1 text-ink-2">
					{session.mustChangePassword
						? "The password you signed in with was generated and stands in the start-up output. It works only until you have chosen your own."
						: "Every other session of yours is signed out."}
				</p>
			</div>
			<Card label="Change password">
				<ConfirmItsYou>
					<ChangePasswordForm
						email={session.email}
						isForced={session.mustChangePassword}
						save={changePasswordAction}
					/>
				</ConfirmItsYou>
			</Card>
		</>
	);
}
