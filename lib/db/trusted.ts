import type { AccountId } from "#lib/domain/account-id.ts";
import type { RoleArn } from "#lib/domain/arn.ts";
import type { ExternalId } from "#lib/domain/external-id.ts";

// Branded values come only out of parsers. These three name the one exception: what our own database
// holds was parsed before it was written, and its columns are written nowhere else.

export function trustedAccountId(stored: string): AccountId {
	return stored as AccountId;
}

export function trustedRoleArn(stored: string): RoleArn {
	return stored as RoleArn;
}

export function trustedExternalId(stored: string): ExternalId {
	return stored as ExternalId;
}
