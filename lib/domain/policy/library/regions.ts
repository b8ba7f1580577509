import type { LibraryEntry } from "../library-types.ts";
import { reference } from "./sources.ts";

/** What every AWS connector of Harness needs, whatever it is used for. */
export const DESCRIBE_REGIONS: LibraryEntry = {
	id: "describe-regions",
	group: "all",
	title: "List regions",
	description:
		"Harness lists AWS's regions to choose from. Without it no AWS connector passes Harness's test.",
	source: reference("describeregions-always-required"),
	needs: [],
	isAlwaysIn: true,
	statements: [{ Sid: "ListRegions", Effect: "Allow", Action: ["ec2:DescribeRegions"], Resource: ["*"] }],
	notes: [
		"It stays free of any limit on regions: Harness asks the test region, which may be another than those you deploy to.",
	],
	probes: {},
};
