import type { SecretBox } from "#lib/crypto.ts";
import { ROLES, type Role } from "#lib/domain/access.ts";
import type { GroupMapping } from "#lib/domain/single-sign-on.ts";
import { roleOf, scopeOf } from "#lib/domain/stored-access.ts";
import type { PrismaLike } from "./client.ts";
import { Prisma, type SignInSettings as Row } from "./generated/client.ts";
import { toJson } from "./json.ts";
import type {
	SignInSettings,
	SignInSettingsChange,
	SignInSettingsRepository,
	SignInTest,
} from "./sign-in-settings-port.ts";

const ONLY_ROW = { id: 1 };
const SECRET_OF = "sign_in_settings:client_secret";

export function signInSettingsRepository(prisma: PrismaLike, secrets: SecretBox): SignInSettingsRepository {
	const row = () => prisma.signInSettings.upsert({ where: ONLY_ROW, create: ONLY_ROW, update: {} });
	return {
		get: async () => toSettings(await row()),
		async clientSecret() {
			const { clientSecretCiphertext: sealed } = await row();
			return sealed === null ? null : secrets.open(sealed, SECRET_OF);
		},
		async save(version, change) {
			const { count } = await prisma.signInSettings.updateMany({
				where: { ...ONLY_ROW, version },
				data: { ...columns(secrets, change), version: version + 1 },
			});
			return count > 0;
		},
		async saveTest(version, test) {
			const where = { ...ONLY_ROW, version };
			await prisma.signInSettings.updateMany({ where, data: { lastTest: toJson(test) } });
		},
	};
}

function columns(secrets: SecretBox, change: SignInSettingsChange) {
	const { clientSecret, mappings, lastTest, breakGlassPersonId, ...plain } = change;
	return {
		...plain,
		breakGlassUserId: breakGlassPersonId,
		mappings: toJson(mappings),
		lastTest: lastTest === null ? Prisma.DbNull : toJson(lastTest),
		...(clientSecret !== undefined && {
			clientSecretCiphertext: clientSecret === null ? null : secrets.seal(clientSecret, SECRET_OF),
		}),
	};
}

function toSettings(row: Row): SignInSettings {
	return {
		version: row.version,
		isEnabled: row.isEnabled,
		issuer: row.issuer,
		clientId: row.clientId,
		hasClientSecret: row.clientSecretCiphertext !== null,
		scopes: row.scopes,
		groupsClaim: row.groupsClaim,
		mappings: storedMappings(row.mappings),
		defaultRole: storedRole(row.defaultRole),
		buttonLabel: row.buttonLabel,
		isSsoOnly: row.isSsoOnly,
		breakGlassPersonId: row.breakGlassUserId,
		lastTest: storedTest(row.lastTest),
	};
}

function storedRole(text: string | null): Role | null {
	return ROLES.find((role) => role === text) ?? null;
}

/** The mappings column: only columns() writes it. A scope that cannot be read throws rather than means no limit. */
function storedMappings(json: unknown): readonly GroupMapping[] {
	const stored = json as readonly {
		readonly group: string;
		readonly role: string;
		readonly scope: unknown;
	}[];
	return stored.map(({ group, role, scope }) => ({ group, role: roleOf(role), scope: scopeOf(scope) }));
}

/** The last_test column: only saveTest() and columns() write it. */
function storedTest(json: unknown): SignInTest | null {
	return json === null ? null : (json as SignInTest);
}
