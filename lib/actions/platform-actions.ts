"use server";

import { revalidatePath } from "next/cache";
import * as z from "zod/mini";
import { ok } from "#lib/domain/result.ts";
import { finishPlatform } from "#lib/platform/finish-platform.ts";
import { saveConnectivity } from "#lib/platform/save-connectivity.ts";
import { saveCredentials } from "#lib/platform/save-credentials.ts";
import { saveDelegateSetUp } from "#lib/platform/save-delegate-set-up.ts";
import { savePlatformOverview } from "#lib/platform/save-platform-overview.ts";
import { saveTasks } from "#lib/platform/save-tasks.ts";
import {
	ConnectivitySchema,
	CredentialsSchema,
	DelegateSetUpSchema,
	PlatformOverviewSchema,
	PlatformTasksSchema,
} from "#lib/schemas/platform-schemas.ts";
import { ConnectorVersionSchema } from "#lib/schemas/step-input.ts";
import { actionFor } from "./action-client.ts";
import { saved } from "./saved.ts";

export const savePlatformOverviewAction = actionFor("savePlatformOverviewAction")
	.inputSchema(z.object({ ...ConnectorVersionSchema, overview: PlatformOverviewSchema }))
	.action(async ({ parsedInput, ctx }) => saved(await savePlatformOverview(ctx.context, parsedInput)));

export const saveCredentialsAction = actionFor("saveCredentialsAction")
	.inputSchema(z.object({ ...ConnectorVersionSchema, credentials: CredentialsSchema }))
	.action(async ({ parsedInput, ctx }) => saved(await saveCredentials(ctx.context, parsedInput)));

export const savePlatformDelegateAction = actionFor("savePlatformDelegateAction")
	.inputSchema(z.object({ ...ConnectorVersionSchema, delegateSetUp: DelegateSetUpSchema }))
	.action(async ({ parsedInput, ctx }) => saved(await saveDelegateSetUp(ctx.context, parsedInput)));

export const saveConnectivityAction = actionFor("saveConnectivityAction")
	.inputSchema(z.object({ ...ConnectorVersionSchema, connectivity: ConnectivitySchema }))
	.action(async ({ parsedInput, ctx }) => saved(await saveConnectivity(ctx.context, parsedInput)));

export const savePlatformTasksAction = actionFor("savePlatformTasksAction")
	.inputSchema(z.object({ ...ConnectorVersionSchema, ...PlatformTasksSchema.shape }))
	.action(async ({ parsedInput, ctx }) => saved(await saveTasks(ctx.context, parsedInput)));

export const finishPlatformAction = actionFor("finishPlatformAction")
	.inputSchema(
		z.object({ ...ConnectorVersionSchema, accept: z.enum(["nothing", "failing-checks", "harness-proof"]) }),
	)
	.action(async ({ parsedInput, ctx }) => {
		const finished = await finishPlatform(ctx.context, parsedInput);
		if (!finished.ok) return finished;
		revalidatePath("/", "layout");
		return ok({ version: finished.value.connector.version });
	});
