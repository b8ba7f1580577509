import { WAVE_UNIT_LIMIT } from "../rollout/waves.ts";
import type { ExportStackSet } from "./export-plan.ts";
import { attribute, block, code, comment, type HclBody, type HclItem, object } from "./hcl.ts";

/** The stack set itself, service-managed. */
export function stackSetBlock(stackSet: ExportStackSet): HclItem {
	return block(
		"resource",
		["aws_cloudformation_stack_set", "harness_role"],
		[
			attribute("name", stackSet.name),
			attribute("permission_model", "SERVICE_MANAGED"),
			attribute("call_as", stackSet.callAs),
			attribute("template_url", stackSet.templateUrl),
			attribute("capabilities", ["CAPABILITY_NAMED_IAM"]),
		],
		[
			comment(
				"Those as by default too: what AWS answers with must stand here, or every plan shows a change.",
			),
			attribute("parameters", object(stackSet.parameters)),
		],
		[
			comment("Accounts that join get their role by themselves; from those that leave it is taken away."),
			block(
				"auto_deployment",
				[],
				[attribute("enabled", true), attribute("retain_stacks_on_account_removal", false)],
			),
		],
		[block("managed_execution", [], [attribute("active", true)])],
		[preferencesBlock(stackSet)],
		[block("lifecycle", [], [attribute("ignore_changes", [code("administration_role_arn")])])],
	);
}

/** AWS takes so many units at once: more go into further resources. */
export function instanceBlocks(stackSet: ExportStackSet): HclBody {
	return instanceNames(stackSet).map((name, index) => [
		instancesBlock(stackSet, name, unitsOf(stackSet, index)),
	]);
}

/** The units of one block of stack instances, from 0: AWS takes so many at once and no more. */
export function unitsOf({ unitIds }: ExportStackSet, index: number): readonly string[] {
	return unitIds.slice(index * WAVE_UNIT_LIMIT, (index + 1) * WAVE_UNIT_LIMIT);
}

/**
 * Names of the blocks of stack instances, one for as many units as AWS takes at once; one even without units.
 *
 * @example instanceNames(stackSetOf60Units) // ["units", "units_2"]
 */
export function instanceNames({ unitIds }: ExportStackSet): readonly string[] {
	const count = Math.max(1, Math.ceil(unitIds.length / WAVE_UNIT_LIMIT));
	return Array.from({ length: count }, (_, index) => (index === 0 ? "units" : `units_${index + 1}`));
}

function instancesBlock(stackSet: ExportStackSet, name: string, unitIds: readonly string[]): HclItem {
	return block(
		"resource",
		["aws_cloudformation_stack_set_instance", name],
		[
			attribute("stack_set_name", code("aws_cloudformation_stack_set.harness_role.name")),
			attribute("call_as", stackSet.callAs),
			attribute("stack_set_instance_region", stackSet.region),
		],
		[block("deployment_targets", [], [attribute("organizational_unit_ids", unitIds)])],
		[preferencesBlock(stackSet)],
		[
			comment("Thousands of accounts take longer than the half hour that is waited by default."),
			block(
				"timeouts",
				[],
				[attribute("create", "6h"), attribute("update", "6h"), attribute("delete", "6h")],
			),
		],
	);
}

function preferencesBlock({ failureTolerancePercent, maxConcurrentPercent }: ExportStackSet): HclItem {
	return block(
		"operation_preferences",
		[],
		[
			attribute("failure_tolerance_percentage", failureTolerancePercent),
			attribute("max_concurrent_percentage", maxConcurrentPercent),
			attribute("region_concurrency_type", "SEQUENTIAL"),
		],
	);
}
