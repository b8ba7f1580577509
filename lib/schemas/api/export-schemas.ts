import * as z from "zod/mini";
import { EXPORT_FORMATS } from "#lib/domain/exports/export-forms.ts";
import { IdSchema } from "./common.ts";
import { ConnectorFilterQuerySchema } from "./connector-schemas.ts";

/** What connectors can be taken away as. */
export const ExportFormatSchema = z.enum(EXPORT_FORMATS);

/** One file, or all of them with the README. */
const asSchema = z.enum(["file", "zip"]);
export const ExportQuerySchema = z.strictObject({ as: z._default(asSchema, "file") });
/** Many accounts are many files. */
export const ManyExportQuerySchema = z.strictObject({ as: z._default(asSchema, "zip") });

export const ExportConnectorsQuerySchema = z.strictObject({
	...ConnectorFilterQuerySchema,
	format: z._default(ExportFormatSchema, "json"),
});

export const QuickCreateLinkRequestSchema = z.strictObject({ connectorId: IdSchema });

export const QuickCreateLinkSchema = z.object({
	connectorId: IdSchema,
	url: z.url().check(z.describe("Opens the CloudFormation console with the stack filled in.")),
	region: z.string(),
	stackName: z.string(),
	templateUrl: z.url(),
	templateSource: z.enum(["ours", "harness"]),
	templateSha256: z.nullable(z.string()).check(z.describe("What the template's body must have; null: any.")),
	parameters: z.record(z.string(), z.string()),
});
