import * as z from "zod/mini";

const email = z.string().check(z.trim(), z.toLowerCase(), z.email("Enter an e-mail address."));
const existingPassword = z.string().check(z.minLength(1, "Enter the password."), z.maxLength(128));
const newPassword = z
	.string()
	.check(z.minLength(12, "Use at least 12 characters."), z.maxLength(128, "Use at most 128 characters."));
const code = z.string().check(z.trim(), z.minLength(1, "Enter the code."), z.maxLength(40));

export const SignInSchema = z.object({ email, password: existingPassword });

/** The second half of signing in. */
export const CodeSchema = z.object({ code });

export const ForgotPasswordSchema = z.object({ email });

export const NewPasswordSchema = z.object({ newPassword, repeated: z.string() }).check(
	z.refine((form) => form.newPassword === form.repeated, {
		path: ["repeated"],
		error: "This is not the same as above.",
	}),
);

export const ChangePasswordSchema = z
	.object({ currentPassword: existingPassword, newPassword, repeated: z.string() })
	.check(
		z.refine((form) => form.newPassword === form.repeated, {
			path: ["repeated"],
			error: "This is not the same as above.",
		}),
	)
	.check(
		z.refine((form) => form.newPassword !== form.currentPassword, {
			path: ["newPassword"],
			error: "Choose another password than the current one.",
		}),
	);

/** Without an authenticator app the code stays empty. */
export const ProofSchema = z.object({
	password: existingPassword,
	code: z.string().check(z.trim(), z.maxLength(40)),
});

const name = z
	.string()
	.check(z.trim(), z.minLength(1, "Enter a name."), z.maxLength(100, "Use at most 100 characters."));
const ownId = z.string().check(z.minLength(1), z.maxLength(64));

export const AccountNameSchema = z.object({ name });

export const OwnThingSchema = z.object({ id: ownId });

export const RenamePasskeySchema = z.object({ id: ownId, name });
