import type { PrismaLike } from "./client.ts";
import type { Settings, SettingsRepository } from "./port.ts";

export function settingsRepository(prisma: PrismaLike): SettingsRepository {
	return {
		async get() {
			const row = await prisma.settings.upsert({ where: { id: 1 }, create: { id: 1 }, update: {} });
			return toSettings(row);
		},
		async save(version, settings) {
			const { count } = await prisma.settings.updateMany({
				where: { id: 1, version },
				data: { ...settings, optInRegions: [...settings.optInRegions], version: version + 1 },
			});
			return count === 0 ? null : { ...settings, version: version + 1 };
		},
	};
}

type Row = Omit<Settings, "verifierMode" | "templateSource"> & {
	verifierMode: string;
	templateSource: string;
};

function toSettings({ verifierMode, templateSource, ...row }: Row): Settings {
	return {
		verifierMode: verifierMode === "vendor" ? "vendor" : "operator",
		templateSource: templateSource === "ours" ? "ours" : "harness",
		templateUrl: row.templateUrl,
		templateSha256: row.templateSha256,
		organizationTemplateUrl: row.organizationTemplateUrl,
		organizationTemplateSha256: row.organizationTemplateSha256,
		defaultRegion: row.defaultRegion,
		optInRegions: row.optInRegions,
		canaryRoleArn: row.canaryRoleArn,
		stsRequestsPerSecond: row.stsRequestsPerSecond,
		harnessRequestsPerMinute: row.harnessRequestsPerMinute,
		resultRetentionDays: row.resultRetentionDays,
		ownerTag: row.ownerTag,
		fourEyes: row.fourEyes,
		secondFactorRequired: row.secondFactorRequired,
		version: row.version,
	};
}
