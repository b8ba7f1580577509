import { DEFAULT_ROLE_OPTIONS, type RoleOptions } from "../connector.ts";
import type { Destination } from "../destination.ts";
import { CLOUDZERO_ROLE_DEFAULTS } from "./cloudzero/role-defaults.ts";

const ROLE_DEFAULTS = {
	"harness-ccm": DEFAULT_ROLE_OPTIONS,
	"harness-platform": DEFAULT_ROLE_OPTIONS,
	cloudzero: CLOUDZERO_ROLE_DEFAULTS,
} as const satisfies Record<Destination, RoleOptions>;

/**
 * What a role and its stack are called until somebody says otherwise. Apart from the other words: every page of the
 * wizard loads it.
 *
 * @example roleDefaultsOf("cloudzero").rolePath // "/cloudzero/"
 */
export function roleDefaultsOf(destination: Destination): RoleOptions {
	return ROLE_DEFAULTS[destination];
}
