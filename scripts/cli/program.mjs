import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { createApi } from "./api.mjs";
import { CliError } from "./cli-error.mjs";
import { getConnector, listConnectors, verifyConnector } from "./connectors.mjs";
import { createLink } from "./create-link.mjs";
import { readCredentials } from "./credentials.mjs";
import { EXIT } from "./exit-codes.mjs";
import { exportConnectors, FORMATS } from "./export.mjs";
import { lintPolicy } from "./lint-policy.mjs";
import { login, logout, whoAmI } from "./login.mjs";
import { composePolicy, evaluatePolicies, listPermissions, POLICY_FORMS } from "./permissions.mjs";
import { applyRollout, planRollout } from "./register-rollout.mjs";
import { getRollout, listAccounts, listRollouts, ROLLOUT_STAGES, rolloutStatus } from "./rollouts.mjs";

const EXIT_CODES = `
Exit codes:
  0  healthy; of a rollout: every expected account is; for other commands: done
  1  degraded, failing or quarantined; of a rollout: something stands in the way, or failed to register;
     for lint: the policy has errors
  2  unknown, pending, reported or paused, not all there yet, or Rolebridge could not tell
  3  the command was given wrongly, or cannot be carried out as it was given

Environment: ROLEBRIDGE_URL and ROLEBRIDGE_API_KEY go before what login kept.`;

const HEALTH = "quarantined, failing, degraded, unknown, pending, reported, paused, healthy";

/** Runs one command line. `io`: everything outside, so that a test can stand for it. */
export async function run(args, io) {
	let exit = EXIT.healthy;
	const out = {
		line: (text) => io.stdout.write(`${text}\n`),
		json: (value) => io.stdout.write(`${JSON.stringify(value, null, 2)}\n`),
		raw: (piece) => io.stdout.write(piece),
		error: (text) => io.stderr.write(`${text}\n`),
	};
	const context = { ...io, out };
	/** Runs a command that needs no key. */
	const plainly =
		(command) =>
		async (...given) => {
			exit = await command(context, ...given);
		};
	const withApi =
		(command) =>
		async (...given) => {
			const api = createApi({ ...(await readCredentials(io.env)), fetch: io.fetch, sleep: io.sleep, out });
			exit = await command({ ...context, api }, ...given);
		};
	try {
		await programOf({ plainly, withApi, version: io.version, out: io }).parseAsync(args, { from: "user" });
		return exit;
	} catch (error) {
		if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.healthy : EXIT.usage;
		out.error(error instanceof CliError ? error.message : `Unexpected: ${error?.message ?? error}`);
		return error instanceof CliError ? error.exit : EXIT.unknown;
	}
}

function programOf({ plainly, withApi, version, out }) {
	const program = new Command("rolebridge")
		.description("Asks a Rolebridge installation about its connectors, from scripts and by hand.")
		.version(version)
		.exitOverride()
		.configureOutput({
			writeOut: (text) => out.stdout.write(text),
			writeErr: (text) => out.stderr.write(text),
		})
		.showHelpAfterError("Run with --help for what there is.")
		.addHelpText("after", EXIT_CODES);

	program
		.command("login <url>")
		.description("keep an API key for an installation; the key is asked for, or read from standard input")
		.action(plainly((context, url) => login(context, url)));
	program
		.command("logout")
		.description("forget the key that is kept here")
		.action(plainly((context) => logout(context)));
	json(program.command("whoami").description("what the key may do, and until when")).action(withApi(whoAmI));

	const connectors = program.command("connectors").description("list, look at and verify connectors");
	json(
		filtered(
			connectors.command("list").description("connectors and their health; ends with the worst of them"),
		),
	)
		.option("--limit <number>", "at most so many", wholeNumber)
		.action(withApi(listConnectors));
	json(connectors.command("get <connector>").description("one connector and its checks")).action(
		withApi(getConnector),
	);
	json(connectors.command("verify <connector>").description("ask for every check now"))
		.option("--wait", "until the result is there")
		.option("--timeout <seconds>", "how long to wait", wholeNumber)
		.action(withApi(verifyConnector));

	addRollouts(program, withApi);

	json(program.command("link").description("launch links").command("create <connector>"))
		.description("a link for whoever administers the AWS account")
		.addOption(
			new Option("--kind <kind>", "what is asked for").choices([
				"connect",
				"change-features",
				"upgrade",
				"rotate",
				"remove",
			]),
		)
		.option("--note <text>", "plain text for the receiver")
		.option("--expires <days>", "how long it is valid", wholeNumber)
		.action(withApi(createLink));

	filtered(
		program
			.command("export [connector]")
			.description("one connector, all that match, or a rollout: as code or as a table"),
	)
		.option("--format <format>", `${FORMATS.join(", ")}; of all that match json and csv are lists`)
		.option("--rollout <rollout>", "a whole rollout, by its id or its name")
		.option("--zip", "every file and a README with the next commands, instead of the main file alone")
		.option("-o, --output <file>", "into this file instead of standard output")
		.action(withApi(exportConnectors));

	json(program.command("trust-policy").description("trust policies").command("lint <file>"))
		.description("judge a trust policy; - reads standard input")
		.option("--connector <connector>", "whose role it is for")
		.option("--govcloud", "of an AWS GovCloud account")
		.option("--correct", "print the corrected policy alone, for a file; what is left goes to standard error")
		.action(withApi(lintPolicy));
	addPermissions(program, withApi);
	return program;
}

function addPermissions(program, withApi) {
	const permissions = program
		.command("permissions")
		.description("the permission library: what a role takes, and whether policies allow it");
	json(permissions.command("list").description("the library's tasks and what each needs")).action(
		withApi(listPermissions),
	);
	json(reaching(permissions.command("compose <tasks...>")))
		.description("one merged policy for these tasks, with what is risky about it")
		.addOption(new Option("--form <form>", "print it as this instead").choices(POLICY_FORMS))
		.option("--role <name>", "the role that a form names")
		.action(withApi(composePolicy));
	json(reaching(permissions.command("evaluate <files...>")))
		.description("whether the policies in these files allow what tasks take; - reads standard input")
		.requiredOption("--tasks <tasks>", "ids of the library, with commas between", list)
		.action(withApi(evaluatePolicies));
}

function reaching(command) {
	return command
		.option("--buckets <names>", "bucket names, with commas between", list)
		.option("--regions <regions>", "only these, with commas between", list)
		.option("--accounts <ids>", "only resources of these accounts, with commas between", list)
		.option("--owner <account>", "the account that owns the buckets of s3-other-account")
		.option("--partition <partition>", "aws, aws-us-gov, aws-cn or aws-eusc");
}

function list(text) {
	const items = text
		.split(",")
		.map((item) => item.trim())
		.filter((item) => item !== "");
	if (items.length === 0) throw new InvalidArgumentError("It names nothing.");
	return items;
}

function addRollouts(program, withApi) {
	const rollouts = program
		.command("rollouts")
		.description("whole organizations: watch, plan and register them");
	json(rollouts.command("list").description("rollouts, newest first")).action(withApi(listRollouts));
	json(
		rollouts.command("get <rollout>").description("one rollout with its units, problems and newest plan"),
	).action(withApi(getRollout));
	json(rollouts.command("status <rollout>").description("how far its accounts have come")).action(
		withApi(rolloutStatus),
	);
	json(rollouts.command("accounts <rollout>").description("its accounts; ends with the worst of them"))
		.option("--unit <unit>", "the id of a root or an organizational unit")
		.addOption(
			new Option("--stage <stage>", "those that have come so far and no further").choices(ROLLOUT_STAGES),
		)
		.option("--problem <problem>", "a problem's kind, cause, or kind:cause")
		.option("--search <text>", "part of a name or an account id")
		.option("--left", "only those that left")
		.option("--no-left", "only those that did not leave")
		.option("--limit <number>", "at most so many", wholeNumber)
		.action(withApi(listAccounts));
	json(
		rollouts
			.command("plan <rollout>")
			.description("what registering would do in Harness; nothing is written"),
	)
		.option("--timeout <seconds>", "how long to wait", wholeNumber)
		.action(withApi(planRollout));
	json(
		rollouts.command("apply <rollout>").description("apply the newest plan, and wait for what comes of it"),
	)
		.option("--plan <plan>", "this plan instead of the newest")
		.option("--retry <operation>", "once more what failed in this operation")
		.option("--no-wait", "only begin")
		.option("--timeout <seconds>", "how long to wait", wholeNumber)
		.action(withApi(applyRollout));
}

function json(command) {
	return command.option("--json", "for programs");
}

function filtered(command) {
	return command
		.option("--search <text>", "part of a name, identifier, account or role ARN")
		.option("--health <states>", `one or more, separated by commas: ${HEALTH}`)
		.addOption(new Option("--proof <proof>", "what vouches for it").choices(["direct", "harness"]))
		.option("--feature <feature>", "for example BILLING")
		.option("--tag <tag>", "key, or key:value")
		.option("--partition <partition>", "aws or aws-us-gov")
		.addOption(new Option("--type <type>", "what it connects").choices(["CEAws", "Aws", "CloudZero"]))
		.addOption(
			new Option("--kind <kind>", "with a cost report of its own, or without").choices([
				"billing",
				"resource",
			]),
		);
}

function wholeNumber(text) {
	if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError("It is a whole number above 0.");
	return Number(text);
}
