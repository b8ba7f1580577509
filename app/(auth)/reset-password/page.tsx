import type { Metadata } from "next";
import { ResetPasswordForm } from "#components/sign-in/reset-password-form.tsx";
import { Card } from "#components/ui/card.tsx";

export const metadata: Metadata = { title: "Choose a new password", referrer: "no-referrer" };

export default function ResetPasswordPage() {
	return (
		<>
			<h1>Choose a new password</h1>
			<Card label="Choose a new password">
				<ResetPasswordForm />
			</Card>
		</>
	);
}
