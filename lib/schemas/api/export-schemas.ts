import * as z from "zod/mini";
import { IdSchema } from "./common.ts";
import { ConnectorFilterQuerySchema } from "./connector-schemas.ts";

/** What a connector can be taken away as. */
export const EXPORT_FORMATS = ["terraform", "curl", "cli", "cloudformation", "json"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
export const ExportFormatSchema = z.enum(EXPORT_FORMATS);

export const ExportConnectorsQuerySchema = z.strictObject({
	...ConnectorFilterQuerySchema,
	format: z._default(z.enum(["json", "csv"]), "json"),
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
