import { denialOf } from "../caller.ts";
import { AwsError } from "../errors.ts";
import type { HttpReply } from "../http.ts";
import { dnsSuffixOf, regionsOf } from "../regions.ts";
import type { Call, QueryParams } from "../service.ts";
import { accountOf } from "../world.ts";
import { toXml, type XmlValue } from "../xml.ts";

/** EC2 answers DescribeRegions; of every other action only whether the caller may: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/ */
export function runEc2(call: Call, action: string, params: QueryParams): XmlValue {
	const { world, caller } = call;
	const denial = denialOf(world, caller, `ec2:${action}`, "*");
	if (denial !== null)
		throw new AwsError(
			"UnauthorizedOperation",
			`You are not authorized to perform this operation. ${denial}`,
			403,
		);
	if (params.get("DryRun") === "true")
		throw new AwsError("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412);
	if (action === "DescribeRegions") return describeRegions(call, params);
	throw new AwsError("InvalidAction", `The sandbox only decides whether ec2:${action} is allowed. It is.`);
}

function describeRegions({ world, caller }: Call, params: QueryParams): XmlValue {
	const { standard, optIn } = regionsOf(caller.partition);
	const { enabledRegions } = accountOf(world, caller.partition, caller.accountId);
	const all = [
		...standard.map((region) => ({ region, status: "opt-in-not-required" })),
		...optIn.map((region) => ({
			region,
			status: enabledRegions.includes(region) ? "opted-in" : "not-opted-in",
		})),
	];
	const shown =
		params.get("AllRegions") === "true" ? all : all.filter(({ status }) => status !== "not-opted-in");
	return {
		regionInfo: shown.map(({ region, status }) => ({
			regionName: region,
			regionEndpoint: `ec2.${region}.${dnsSuffixOf(caller.partition)}`,
			optInStatus: status,
		})),
	};
}

export function ec2Reply(action: string, result: XmlValue, requestId: string): HttpReply {
	return {
		status: 200,
		headers: { "content-type": "text/xml;charset=UTF-8", "x-amzn-requestid": requestId },
		body: `<${action}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>${requestId}</requestId>${toXml(result, "item")}</${action}Response>`,
	};
}

export function ec2Error(error: AwsError, requestId: string): HttpReply {
	const body = { Errors: { Error: { Code: error.code, Message: error.message } }, RequestID: requestId };
	return {
		status: error.status,
		headers: { "content-type": "text/xml;charset=UTF-8", "x-amzn-requestid": requestId },
		body: `<Response>${toXml(body)}</Response>`,
	};
}
