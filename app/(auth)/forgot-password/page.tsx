import type { Metadata } from "next";
import { ForgotPasswordForm } from "#components/sign-in/forgot-password-form.tsx";
import { NoMailNotice } from "#components/sign-in/no-mail-notice.tsx";
import { Card } from "#components/ui/card.tsx";
import { canSendMail } from "#lib/loaders/can-send-mail.ts";

export const metadata: Metadata = { title: "Forgot your password" };
// What the environment says at start, not what it said when this was built.
export const dynamic = "force-dynamic";

export default function ForgotPasswordPage() {
	return (
		<>
			<h1>Forgot your password?</h1>
			{canSendMail() ? (
				<Card label="Forgot your password">
					<ForgotPasswordForm />
				</Card>
			) : (
				<NoMailNotice />
			)}
		</>
	);
}
