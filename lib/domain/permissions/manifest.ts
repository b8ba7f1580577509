import { BILLING_STATEMENTS } from "./billing.ts";
import { COMMITMENT_STATEMENTS } from "./commitment.ts";
import { GOVERNANCE_STATEMENTS } from "./governance.ts";
import type { ManifestStatement } from "./manifest-types.ts";
import { NARROW_OPTIMIZATION_STATEMENTS } from "./optimization-narrow.ts";
import { WIDE_OPTIMIZATION_STATEMENTS } from "./optimization-wide.ts";
import { SELF_STATEMENTS } from "./self.ts";
import { VISIBILITY_STATEMENTS } from "./visibility.ts";

/** Every permission a role may carry. The template in public/templates is proven to say the same. */
export const MANIFEST: readonly ManifestStatement[] = [
	...SELF_STATEMENTS,
	...BILLING_STATEMENTS,
	...VISIBILITY_STATEMENTS,
	...WIDE_OPTIMIZATION_STATEMENTS,
	...NARROW_OPTIMIZATION_STATEMENTS,
	...GOVERNANCE_STATEMENTS,
	...COMMITMENT_STATEMENTS,
];
