/** What a delegate installs before it starts, so that it can deploy with the Serverless Framework. */
export type ServerlessInstall = {
	/** How the delegate's image installs software: Debian and Ubuntu, or Red Hat's minimal image. */
	readonly distribution: "apt" | "microdnf";
	/** Needed where the connector assumes an STS role. */
	readonly withAwsCli: boolean;
	/** As on npm: "3.40.0". */
	readonly serverlessVersion: string;
};

/** The last version of the line that asks for no licence key. */
export const DEFAULT_SERVERLESS_VERSION = "3.40.0";

export const SCRIPT_BEGIN = "# rolebridge: serverless, begin";
export const SCRIPT_END = "# rolebridge: serverless, end";
const VERSION = /^[0-9]{1,4}(\.[0-9]{1,5}){0,2}(-[0-9A-Za-z][0-9A-Za-z.-]{0,40})?$/;

/** Whether the text can stand behind `serverless@`: it becomes part of a script that root runs. */
export function isServerlessVersion(text: string): boolean {
	return VERSION.test(text);
}

/** Where lines of a script are put in: `lines` in the place of `deleteCount` lines from `at` on. */
export type ScriptSplice = {
	readonly at: number;
	readonly deleteCount: number;
	readonly lines: readonly string[];
};

/**
 * Lines for the delegate's `INIT_SCRIPT` that install the Serverless Framework, between two marks by which they are
 * found again. Throws a RangeError for a version that is none: forms check it before.
 *
 * @example serverlessLines({ distribution: "apt", withAwsCli: false, serverlessVersion: "3.40.0" })
 * @see https://developer.harness.io/docs/platform/connectors/cloud-providers/ref-cloud-providers/aws-connector-settings-reference
 */
export function serverlessLines({
	distribution,
	withAwsCli,
	serverlessVersion,
}: ServerlessInstall): readonly string[] {
	if (!isServerlessVersion(serverlessVersion))
		throw new RangeError(`${JSON.stringify(serverlessVersion)} is no version`);
	return [
		SCRIPT_BEGIN,
		...(distribution === "apt" ? aptLines(withAwsCli) : microdnfLines(withAwsCli)),
		`npm install --global serverless@${serverlessVersion}`,
		...(withAwsCli ? AWS_CLI_LINES : []),
		SCRIPT_END,
	];
}

/**
 * How the lines come into a script that may hold others: an empty one becomes a script of its own, lines that were put
 * in before are replaced, and anything else stays above them.
 *
 * @example spliceScript([], { distribution: "apt", withAwsCli: false, serverlessVersion: "3.40.0" }).at // 0
 */
export function spliceScript(script: readonly string[], install: ServerlessInstall): ScriptSplice {
	const lines = serverlessLines(install);
	const length = script.findLastIndex((line) => line.trim() !== "") + 1;
	if (length === 0) return { at: 0, deleteCount: script.length, lines: ["#!/bin/bash", ...lines] };
	const begin = script.findIndex((line) => line.trim() === SCRIPT_BEGIN);
	const end = script.findIndex((line, index) => index > begin && line.trim() === SCRIPT_END);
	if (begin === -1 || end === -1) return { at: length, deleteCount: 0, lines };
	return { at: begin, deleteCount: end - begin + 1, lines };
}

function aptLines(withAwsCli: boolean): readonly string[] {
	const packages = ["nodejs", "npm", ...(withAwsCli ? ["curl", "unzip"] : [])];
	return [
		"export DEBIAN_FRONTEND=noninteractive",
		"apt-get update",
		`apt-get install --yes --no-install-recommends ${packages.join(" ")}`,
	];
}

function microdnfLines(withAwsCli: boolean): readonly string[] {
	const packages = ["nodejs", "npm", ...(withAwsCli ? ["unzip"] : [])];
	return [
		// Without the module the oldest Node.js would come; images without modules have one new enough.
		"microdnf module enable -y nodejs:20 || true",
		`microdnf install -y ${packages.join(" ")}`,
	];
}

/** https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html */
const AWS_CLI_LINES = [
	'curl -fsSL "https://awscli.amazonaws.com/awscli-exe-linux-$(uname -m).zip" -o /tmp/awscli.zip',
	"unzip -oq /tmp/awscli.zip -d /tmp",
	"/tmp/aws/install --update",
] as const;
