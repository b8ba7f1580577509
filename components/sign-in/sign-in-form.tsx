"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Form } from "#components/form/form.tsx";
import { FormError } from "#components/form/form-error.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useZodForm } from "#components/form/zod-form.ts";
import { Link } from "#components/ui/link.tsx";
import { SignInSchema } from "#lib/schemas/account-schemas.ts";
import { CodeForm } from "./code-form.tsx";
import { PasskeySignIn } from "./passkey-sign-in.tsx";
import { owesCode, postToAuth } from "./post-to-auth.ts";

export type SignInFormProps = {
	/** The page to open once signed in. */
	readonly next: string;
	/** Another way in comes first on this page. */
	readonly isSecondary?: boolean;
};

export function SignInForm({ next, isSecondary = false }: SignInFormProps) {
	const router = useRouter();
	const [isCodeDue, setIsCodeDue] = useState(false);
	const [isLeaving, setIsLeaving] = useState(false);

	function leave() {
		setIsLeaving(true);
		router.replace(next);
		router.refresh();
	}

	if (isCodeDue) return <CodeForm onDone={leave} onBack={() => setIsCodeDue(false)} />;
	return (
		<div className="flex flex-col gap-4">
			<PasswordForm
				isSecondary={isSecondary}
				isLeaving={isLeaving}
				onDone={leave}
				onCodeDue={() => setIsCodeDue(true)}
			/>
			<div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2.5 border-t border-line pt-4">
				<PasskeySignIn onDone={leave} />
				<Link href="/forgot-password" className="py-1.5 text-sm">
					Forgot your password?
				</Link>
			</div>
		</div>
	);
}

type PasswordFormProps = {
	readonly isSecondary: boolean;
	readonly isLeaving: boolean;
	readonly onDone: () => void;
	readonly onCodeDue: () => void;
};

function PasswordForm({ isSecondary, isLeaving, onDone, onCodeDue }: PasswordFormProps) {
	const form = useZodForm({ schema: SignInSchema, defaultValues: { email: "", password: "" } });
	return (
		<Form
			form={form}
			label="Sign in"
			onSubmit={async (values) => {
				const answer = await postToAuth("sign-in/email", values);
				if (!answer.ok) return { errors: [{ message: answer.message }] };
				if (owesCode(answer)) onCodeDue();
				else onDone();
			}}
		>
			<FormError form={form} title="You are not signed in" />
			<TextField form={form} name="email" label="E-mail" type="email" autoComplete="username" />
			<TextField
				form={form}
				name="password"
				label="Password"
				type="password"
				autoComplete="current-password"
			/>
			<SubmitButton
				form={form}
				tone={isSecondary ? "default" : "primary"}
				pendingLabel="Signing in…"
				pending={isLeaving}
			>
				Sign in
			</SubmitButton>
		</Form>
	);
}
