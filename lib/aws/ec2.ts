import type { EC2Client } from "@aws-sdk/client-ec2";
import type { Sent } from "./perform.ts";

export type RegionFacts = { readonly region: string; readonly optInStatus: string };

/** Every region of the partition with this account's opt-in status. */
export async function describeRegions(
	client: EC2Client,
	abortSignal: AbortSignal,
): Promise<Sent<readonly RegionFacts[]>> {
	const { DescribeRegionsCommand } = await import("@aws-sdk/client-ec2");
	const output = await client.send(new DescribeRegionsCommand({ AllRegions: true }), { abortSignal });
	const value = (output.Regions ?? []).map((region) => ({
		region: region.RegionName ?? "",
		optInStatus: region.OptInStatus ?? "",
	}));
	return { value, requestId: output.$metadata.requestId };
}
