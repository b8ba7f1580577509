import type { Counts } from "./counts.ts";

/** Whether somebody has an authenticator app or a passkey. */
export async function hasSecondFactor(
	adapter: Counts,
	user: { readonly id: string; readonly twoFactorEnabled?: unknown },
): Promise<boolean> {
	if (user.twoFactorEnabled === true) return true;
	return (await adapter.count({ model: "passkey", where: [{ field: "userId", value: user.id }] })) > 0;
}
