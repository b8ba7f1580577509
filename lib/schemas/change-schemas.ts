import * as z from "zod/mini";
import { RequirementsSchema } from "./requirements-schema.ts";
import { ConnectorIdSchema, ConnectorVersionSchema } from "./step-input.ts";

/** Which connector, and which version of it was on screen. No external ID ever comes from outside. */
export const ChangeSchema = z.object(ConnectorVersionSchema);

export const RequestFeaturesSchema = z.object({
	...ConnectorVersionSchema,
	requirements: RequirementsSchema,
});

export const ConnectorTargetSchema = z.object({ connectorId: ConnectorIdSchema });
