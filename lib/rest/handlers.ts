import type { Context } from "#lib/context.ts";
import type { Result } from "#lib/domain/result.ts";
import { listAuditEvents } from "./audit-events.ts";
import { listChecks, verifyConnector } from "./checks.ts";
import { createConnector } from "./create-connector.ts";
import type { Answer, ApiRoute, Input } from "./endpoints.ts";
import { exportAll } from "./export-all.ts";
import { exportConnector } from "./export-connector.ts";
import { exportRollout } from "./export-rollout.ts";
import { getConnector } from "./get-connector.ts";
import { addLaunchLink, endLaunchLink, listLaunchLinks } from "./launch-links.ts";
import { lintPolicy } from "./lint-policy.ts";
import { listConnectors } from "./list-connectors.ts";
import { beginOperation, endOperation, getOperation, listOperations } from "./operations.ts";
import { getOwnKey } from "./own-key.ts";
import { compose, evaluate, listPermissions } from "./permissions.ts";
import { createQuickCreateLink } from "./quick-create-link.ts";
import { beginApply, beginPlan, beginRetry, getPlan, listPlanRows } from "./rollout-plans.ts";
import { getRollout, listOrganizations, listRolloutAccounts, listRollouts } from "./rollouts.ts";

type Handlers = {
	readonly [R in ApiRoute]: (ctx: Context, input: Input<R>) => Promise<Result<Answer<R>>>;
};

/** What answers each endpoint, once its input is parsed and its key may use it. */
export const HANDLERS: Handlers = {
	"GET /api/v1/key": getOwnKey,
	"GET /api/v1/connectors": listConnectors,
	"POST /api/v1/connectors": createConnector,
	"GET /api/v1/connectors/[id]": getConnector,
	"POST /api/v1/connectors/[id]/verify": verifyConnector,
	"GET /api/v1/connectors/[id]/checks": listChecks,
	"GET /api/v1/connectors/[id]/launch-links": listLaunchLinks,
	"POST /api/v1/connectors/[id]/launch-links": addLaunchLink,
	"DELETE /api/v1/connectors/[id]/launch-links/[linkId]": endLaunchLink,
	"GET /api/v1/connectors/[id]/exports/[format]": exportConnector,
	"GET /api/v1/exports/connectors": exportAll,
	"POST /api/v1/quick-create-links": createQuickCreateLink,
	"POST /api/v1/trust-policies/lint": lintPolicy,
	"GET /api/v1/permission-library": listPermissions,
	"POST /api/v1/policies/compose": compose,
	"POST /api/v1/policies/evaluate": evaluate,
	"GET /api/v1/operations": listOperations,
	"POST /api/v1/operations": beginOperation,
	"GET /api/v1/operations/[id]": getOperation,
	"POST /api/v1/operations/[id]/stop": endOperation,
	"POST /api/v1/operations/[id]/retry": beginRetry,
	"GET /api/v1/organizations": listOrganizations,
	"GET /api/v1/rollouts": listRollouts,
	"GET /api/v1/rollouts/[id]": getRollout,
	"GET /api/v1/rollouts/[id]/accounts": listRolloutAccounts,
	"GET /api/v1/rollouts/[id]/exports/[format]": exportRollout,
	"POST /api/v1/rollouts/[id]/plans": beginPlan,
	"GET /api/v1/rollouts/[id]/plans/[planId]": getPlan,
	"GET /api/v1/rollouts/[id]/plans/[planId]/rows": listPlanRows,
	"POST /api/v1/rollouts/[id]/plans/[planId]/apply": beginApply,
	"GET /api/v1/audit-events": listAuditEvents,
};
