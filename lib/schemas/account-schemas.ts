import * as z from "zod/mini";

const email = z.string().check(z.trim(), z.toLowerCase(), z.email("Enter an e-mail address."));
const existingPassword = z.string().check(z.minLength(1, "Enter the password."), z.maxLength(128));

export const SignInSchema = z.object({ email, password: existingPassword });

export const ChangePasswordSchema = z
	.object({
		currentPassword: existingPassword,
		newPassword: z
			.string()
			.check(z.minLength(12, "Use at least 12 characters."), z.maxLength(128, "Use at most 128 characters.")),
		repeated: z.string(),
	})
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
