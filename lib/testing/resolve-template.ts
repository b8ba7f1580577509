import { readFileSync } from "node:fs";
import { type CollectionTag, parse, type ScalarTag } from "yaml";

/** A second, small reading of CloudFormation templates for tests: what a stack's resources come to. */
export type Template = {
	readonly Description?: unknown;
	readonly Parameters: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
	readonly Rules?: Readonly<Record<string, unknown>>;
	readonly Conditions?: Readonly<Record<string, unknown>>;
	readonly Resources: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
	readonly Outputs?: Readonly<Record<string, unknown>>;
};

const NO_VALUE = Symbol("AWS::NoValue");
const FUNCTIONS = ["Sub", "GetAtt", "If", "Equals", "Not", "And", "Or", "Join", "Split"] as const;

function tag(name: string, key: string): readonly (ScalarTag | CollectionTag)[] {
	const wrap = (value: unknown) => ({ [key]: value });
	return [
		{ tag: `!${name}`, resolve: (text: string) => wrap(text) },
		{ tag: `!${name}`, collection: "seq", resolve: (seq: { toJSON(): unknown }) => wrap(seq.toJSON()) },
	] as (ScalarTag | CollectionTag)[];
}

const TAGS = [
	...tag("Ref", "Ref"),
	...tag("Condition", "Condition"),
	...FUNCTIONS.flatMap((name) => tag(name, `Fn::${name}`)),
];

/** The test reads its own repository's files: their shape is what the tests then assert. */
export function readTemplate(path: URL | string): Template {
	return parse(readFileSync(path, "utf8"), { customTags: [...TAGS] }) as Template;
}

export type Stack = {
	readonly template: Template;
	readonly parameters: Readonly<Record<string, string>>;
	readonly pseudo: Readonly<Record<string, string>>;
};

/** The properties of every resource whose condition holds. */
export function resolveResources(
	stack: Stack,
): Readonly<Record<string, { Type: string; Properties: unknown }>> {
	const kept = Object.entries(stack.template.Resources).filter(
		([, resource]) => resource.Condition === undefined || holds(String(resource.Condition), stack),
	);
	return Object.fromEntries(
		kept.map(([id, resource]) => [
			id,
			{ Type: String(resource.Type), Properties: resolveValue(resource.Properties, stack) },
		]),
	);
}

/** The AssertDescription of every rule that these parameters break. */
export function brokenRules(stack: Stack): readonly string[] {
	return Object.values(stack.template.Rules ?? {}).flatMap((value) => {
		const rule = value as {
			RuleCondition?: unknown;
			Assertions: { Assert: unknown; AssertDescription: string }[];
		};
		if (rule.RuleCondition !== undefined && resolveValue(rule.RuleCondition, stack) !== true) return [];
		return rule.Assertions.filter((assertion) => resolveValue(assertion.Assert, stack) !== true).map(
			(assertion) => assertion.AssertDescription,
		);
	});
}

function holds(condition: string, stack: Stack): boolean {
	const expression = stack.template.Conditions?.[condition];
	if (expression === undefined) throw new Error(`No condition ${condition}`);
	return resolveValue(expression, stack) === true;
}

function reference(name: string, stack: Stack): unknown {
	if (name === "AWS::NoValue") return NO_VALUE;
	const pseudo = stack.pseudo[name];
	if (pseudo !== undefined) return pseudo;
	const parameter = stack.template.Parameters[name];
	if (parameter === undefined) {
		const [resource = name] = name.split(".");
		if (resource in stack.template.Resources) return `<${name}>`;
		throw new Error(`Nothing is called ${name}`);
	}
	const value = stack.parameters[name] ?? parameter.Default;
	if (parameter.Type === "Number" && value !== undefined) return Number(value);
	if (typeof value !== "string") throw new Error(`Parameter ${name} has no value`);
	if (parameter.Type !== "CommaDelimitedList") return value;
	return value === "" ? [""] : value.split(",");
}

export function resolveValue(value: unknown, stack: Stack): unknown {
	if (Array.isArray(value)) {
		return value.map((item) => resolveValue(item, stack)).filter((item) => item !== NO_VALUE);
	}
	if (typeof value !== "object" || value === null) return value;
	const entries = Object.entries(value);
	const [first] = entries;
	if (entries.length === 1 && first !== undefined) {
		const applied = apply(first[0], first[1], stack);
		if (applied !== undefined) return applied.value;
	}
	return Object.fromEntries(
		entries.map(([key, item]) => [key, resolveValue(item, stack)]).filter(([, item]) => item !== NO_VALUE),
	);
}

function apply(name: string, argument: unknown, stack: Stack): { value: unknown } | undefined {
	const items = Array.isArray(argument) ? argument : [argument];
	const resolved = () => items.map((item) => resolveValue(item, stack));
	switch (name) {
		case "Ref":
			return { value: reference(String(argument), stack) };
		case "Condition":
			return typeof argument === "string" ? { value: holds(argument, stack) } : undefined;
		case "Fn::If":
			return { value: resolveValue(holds(String(items[0]), stack) ? items[1] : items[2], stack) };
		case "Fn::Equals":
			return { value: resolved()[0] === resolved()[1] };
		case "Fn::Not":
			return { value: resolved()[0] !== true };
		case "Fn::And":
			return { value: resolved().every((item) => item === true) };
		case "Fn::Or":
			return { value: resolved().some((item) => item === true) };
		case "Fn::GetAtt":
			return { value: `<${items.join(".")}>` };
		case "Fn::Join":
			return { value: [resolveValue(items[1], stack)].flat().join(String(items[0])) };
		case "Fn::Split":
			return { value: String(resolveValue(items[1], stack)).split(String(items[0])) };
		case "Fn::Sub":
			return {
				value: String(argument).replace(/\$\{([^}]+)\}/g, (_, key: string) => String(reference(key, stack))),
			};
		default:
			return undefined;
	}
}
