import {
	dashboardFilterOf,
	EMPTY_DASHBOARD_FILTER,
	parseDashboardQuery,
	type QueryParams,
	serializeDashboardQuery,
} from "#lib/domain/dashboard-query.ts";
import { EXPORT_FORMATS, type ExportFormat } from "#lib/domain/exports/export-forms.ts";
import type { ExportSubject } from "./export-subject.ts";

/** More are chosen by a filter: an address has an end. */
export const EXPORT_ID_LIMIT = 200;
const ID = /^[a-z0-9]{20}$/;

type ConnectorsSubject = Exclude<ExportSubject, { kind: "rollout" }>;

/** Which connectors an address is about: `ids`, else the dashboard's filter. Ids that cannot be are left out. */
export function connectorsSubject(params: QueryParams): ConnectorsSubject {
	const { ids } = params;
	const text = typeof ids === "string" ? ids : ids?.[0];
	if (text !== undefined) {
		const parsed = text.split(",", EXPORT_ID_LIMIT).filter((id) => ID.test(id));
		return { kind: "connectors", ids: [...new Set(parsed)] };
	}
	return { kind: "filter", filter: dashboardFilterOf(parseDashboardQuery(params)) };
}

/** The parameters that connectorsSubject() reads the same subject from. */
export function subjectParams(subject: ConnectorsSubject): URLSearchParams {
	if (subject.kind === "connectors") return new URLSearchParams({ ids: subject.ids.join(",") });
	return new URLSearchParams(
		serializeDashboardQuery({ ...parseDashboardQuery({}), ...EMPTY_DASHBOARD_FILTER, ...subject.filter }),
	);
}

/** Null: there is no such form. */
export function parseExportFormat(text: string | null): ExportFormat | null {
	return EXPORT_FORMATS.find((format) => format === text) ?? null;
}
