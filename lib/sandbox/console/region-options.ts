import { regionsOf } from "../aws/regions.ts";

/** Of the commercial partition and GovCloud: what stack sets are usually sent to. */
export const REGION_OPTIONS = [...regionsOf("aws").standard, ...regionsOf("aws-us-gov").standard]
	.map((region) => `<option>${region}</option>`)
	.join("");
