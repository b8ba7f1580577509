import type { SecretBox } from "#lib/crypto.ts";
import type { PrismaLike } from "./client.ts";
import type { HarnessAccount as Row } from "./generated/client.ts";
import type { HarnessAccount, HarnessAccountRepository, HarnessConnection } from "./port.ts";
import { trustedExternalId } from "./trusted.ts";

export function harnessAccountRepository(prisma: PrismaLike, secrets: SecretBox): HarnessAccountRepository {
	return {
		async find(ref) {
			const row = await prisma.harnessAccount.findUnique({ where: { ref } });
			return row && toHarnessAccount(row);
		},
		async first() {
			const row = await prisma.harnessAccount.findFirst({ orderBy: { ref: "asc" } });
			return row && toHarnessAccount(row);
		},
		async apiKey(ref) {
			const row = await prisma.harnessAccount.findUnique({
				where: { ref },
				select: { apiKeyCiphertext: true },
			});
			return row?.apiKeyCiphertext ? secrets.open(row.apiKeyCiphertext, boundTo(ref)) : null;
		},
		async save({ ref, accountId, baseUrl, apiKey, apiKeyExpiresAt }) {
			const sealed = {
				...(apiKey !== undefined && { apiKeyCiphertext: secrets.seal(apiKey, boundTo(ref)) }),
				...(apiKeyExpiresAt !== undefined && { apiKeyExpiresAt }),
			};
			const row = await prisma.harnessAccount.upsert({
				where: { ref },
				create: { ref, accountId, baseUrl, ...sealed },
				update: { accountId, baseUrl, ...sealed, ...FORGET_CONNECTION, version: { increment: 1 } },
			});
			return toHarnessAccount(row);
		},
		async observe(ref, { connection, govConnection, checkedAt }) {
			await prisma.harnessAccount.update({
				where: { ref },
				data: {
					...(connection && {
						awsAccountId: connection.harnessAwsAccountId,
						externalId: connection.externalId,
					}),
					...(govConnection && {
						govAwsAccountId: govConnection.harnessAwsAccountId,
						govExternalId: govConnection.externalId,
					}),
					...(checkedAt !== undefined && { checkedAt }),
				},
			});
		},
	};
}

/** What another account or host said is no longer known to be true. */
const FORGET_CONNECTION = {
	awsAccountId: null,
	externalId: null,
	govAwsAccountId: null,
	govExternalId: null,
	checkedAt: null,
};

function boundTo(ref: string): string {
	return `harness_account:${ref}`;
}

function toHarnessAccount(row: Row): HarnessAccount {
	return {
		ref: row.ref,
		accountId: row.accountId,
		baseUrl: row.baseUrl,
		hasApiKey: row.apiKeyCiphertext !== null,
		apiKeyExpiresAt: row.apiKeyExpiresAt,
		connection: toConnection(row.awsAccountId, row.externalId),
		govConnection: toConnection(row.govAwsAccountId, row.govExternalId),
		checkedAt: row.checkedAt,
		version: row.version,
	};
}

function toConnection(awsAccountId: string | null, externalId: string | null): HarnessConnection | null {
	if (awsAccountId === null || externalId === null) return null;
	return { harnessAwsAccountId: awsAccountId, externalId: trustedExternalId(externalId) };
}
