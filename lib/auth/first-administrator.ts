import type { Auth } from "./auth.ts";

type FirstAdministrator = { readonly email: string; readonly password: string; readonly mustChange: boolean };

/** Makes the first administrator of an installation that has none; true when it did. */
export async function ensureFirstAdministrator(
	auth: Auth,
	{ email, password, mustChange }: FirstAdministrator,
): Promise<boolean> {
	const context = await auth.$context;
	if ((await context.internalAdapter.countTotalUsers()) > 0) return false;
	const user = await context.internalAdapter.createUser(
		{
			email: email.toLowerCase(),
			name: "Administrator",
			emailVerified: true,
			mustChangePassword: mustChange,
			role: "administrator",
		},
		{ method: "admin" },
	);
	await context.internalAdapter.linkAccount({
		userId: user.id,
		providerId: "credential",
		accountId: user.id,
		password: await context.password.hash(password),
	});
	return true;
}
