import type { Context } from "#lib/context.ts";
import { stackCliCommand, stackFileCliCommand } from "#lib/domain/aws-cli.ts";
import type { Connector } from "#lib/domain/connector.ts";
import {
	REPORT_STACK_REGION,
	REPORT_TEMPLATE,
	REPORT_TEMPLATE_PARAMETERS,
	reportStackParameters,
	reportStackState,
} from "#lib/domain/cost-report-stack.ts";
import type { FailureCode } from "#lib/domain/failures.ts";
import { neighbourTemplateUrl } from "#lib/domain/neighbour-template.ts";
import { quickCreateUrl } from "#lib/domain/quick-create-url.ts";
import { consoleUrl, templateRefusal } from "./launch.ts";
import { templateInForce } from "./template-in-force.ts";

/** The ways to make a report's stack. */
export type ReportStackLaunch = {
	readonly stackName: string;
	readonly region: string;
	/** Null: the template is not published, or CloudFormation has not said yet that it reads it. */
	readonly published: { readonly url: string; readonly cliCommand: string } | null;
	/** Why there is no link. */
	readonly code: FailureCode | null;
	/** With the template as a downloaded file: it works in any case. */
	readonly ownCliCommand: string;
};

/** How the report that is entered now can be made by one stack; null: none was begun. */
export async function reportStackLaunch(
	ctx: Context,
	connector: Connector,
): Promise<ReportStackLaunch | null> {
	const { overview, reportStack, destination } = connector;
	if (overview === null || reportStack === null || reportStackState(connector) === "none") return null;
	const parameters = reportStackParameters({
		destination,
		accountId: overview.awsAccountId,
		reportName: reportStack.reportName,
		bucketName: reportStack.bucketName,
		reportType: reportStack.reportType,
	});
	const stack = { region: REPORT_STACK_REGION, stackName: reportStack.reportName, parameters };
	const ownCliCommand = stackFileCliCommand({ ...stack, templateFile: REPORT_TEMPLATE.file });
	const about = { stackName: stack.stackName, region: stack.region, ownCliCommand };
	const templateUrl = neighbourTemplateUrl(
		(await templateInForce(ctx, connector.partition)).url,
		REPORT_TEMPLATE,
	);
	if (templateUrl === null) return { ...about, published: null, code: null };
	const template = { source: "ours", url: templateUrl, sha256: REPORT_TEMPLATE.sha256 } as const;
	const code = await templateRefusal(ctx, connector, template, REPORT_TEMPLATE_PARAMETERS);
	if (code !== null) return { ...about, published: null, code };
	const url = quickCreateUrl({ partition: connector.partition, templateUrl, ...stack });
	return {
		...about,
		published: {
			url: consoleUrl(ctx, connector, url),
			cliCommand: stackCliCommand({ ...stack, templateUrl }),
		},
		code: null,
	};
}
