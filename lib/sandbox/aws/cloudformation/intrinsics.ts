import { validationError } from "../errors.ts";
import { isObject, listOf, objectOf, stringsOf, textOf } from "../json.ts";
import type { Template } from "./template.ts";

/** What `AWS::NoValue` becomes: the property or list item that holds it is left out. */
const NO_VALUE = Symbol("AWS::NoValue");

export type Scope = {
	readonly template: Template;
	readonly parameters: Readonly<Record<string, string>>;
	readonly pseudo: Readonly<Record<string, string>>;
	/** Physical ids and attributes of what exists already. */
	readonly resources: Readonly<
		Record<string, { readonly physicalId: string; readonly attributes: Readonly<Record<string, string>> }>
	>;
};

function unresolved(name: string): Error {
	return validationError(`Template format error: Unresolved resource dependencies [${name}] in the template`);
}

function reference(name: string, scope: Scope): unknown {
	if (name === "AWS::NoValue") return NO_VALUE;
	const pseudo = scope.pseudo[name];
	if (pseudo !== undefined) return pseudo;
	const parameter = scope.template.parameters.find((candidate) => candidate.key === name);
	if (parameter !== undefined) {
		const value = scope.parameters[name] ?? "";
		if (parameter.type !== "CommaDelimitedList" && !parameter.type.startsWith("List<")) return value;
		return value === "" ? [] : value.split(",").map((item) => item.trim());
	}
	const resource = scope.resources[name];
	if (resource === undefined) throw unresolved(name);
	return resource.physicalId;
}

function attribute(logicalId: string, name: string, scope: Scope): string {
	const value = scope.resources[logicalId]?.attributes[name];
	if (value === undefined) throw unresolved(`${logicalId}.${name}`);
	return value;
}

function substitute(argument: unknown, scope: Scope): string {
	const [text, variables] = Array.isArray(argument) ? argument : [argument, {}];
	const own = objectOf(variables);
	return String(text).replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, rawName: string) => {
		const name = rawName.trim();
		if (literal === "!") return `\${${rawName}}`;
		if (Object.hasOwn(own, name)) return String(resolve(own[name], scope));
		const dot = name.indexOf(".");
		if (dot > 0) return attribute(name.slice(0, dot), name.slice(dot + 1), scope);
		return stringsOf(reference(name, scope)).join(",");
	});
}

/** Whether a named condition of the template holds. */
export function conditionHolds(name: string, scope: Scope): boolean {
	if (!Object.hasOwn(scope.template.conditions, name))
		throw validationError(`Template format error: Unresolved condition dependency ${name}`);
	return isTrue(scope.template.conditions[name], scope);
}

/** Evaluates a condition or a rule's expression. */
export function isTrue(expression: unknown, scope: Scope): boolean {
	const value = resolve(expression, scope);
	return value === true || value === "true";
}

const FUNCTIONS: Readonly<Record<string, (argument: unknown, scope: Scope) => unknown>> = {
	Ref: (name, scope) => reference(String(name), scope),
	Condition: (name, scope) => conditionHolds(String(name), scope),
	"Fn::GetAtt": (argument, scope) => {
		const [logicalId = "", ...rest] = Array.isArray(argument)
			? stringsOf(argument)
			: String(argument).split(".");
		return attribute(logicalId, rest.join("."), scope);
	},
	"Fn::Sub": substitute,
	"Fn::Join": (argument, scope) => {
		const [separator, items] = listOf(argument);
		return stringsOf(resolve(items, scope)).join(String(separator));
	},
	"Fn::Split": (argument, scope) => {
		const [separator, text] = listOf(argument);
		return String(resolve(text, scope)).split(String(separator));
	},
	"Fn::Select": (argument, scope) => {
		const [index, items] = listOf(argument);
		const list = listOf(resolve(items, scope));
		const position = Number(resolve(index, scope));
		if (position >= list.length)
			throw validationError(
				`Template error: Fn::Select cannot select nonexistent value at index ${position}`,
			);
		return list[position];
	},
	"Fn::If": (argument, scope) => {
		const [name, then, otherwise] = listOf(argument);
		return resolve(conditionHolds(String(name), scope) ? then : otherwise, scope);
	},
	"Fn::Equals": (argument, scope) => {
		const [left, right] = listOf(argument).map((side) => resolve(side, scope));
		return (textOf(left) ?? JSON.stringify(left)) === (textOf(right) ?? JSON.stringify(right));
	},
	"Fn::And": (argument, scope) => listOf(argument).every((item) => isTrue(item, scope)),
	"Fn::Or": (argument, scope) => listOf(argument).some((item) => isTrue(item, scope)),
	"Fn::Not": (argument, scope) => !isTrue(listOf(argument)[0], scope),
	"Fn::Contains": (argument, scope) => {
		const [list, value] = listOf(argument).map((side) => resolve(side, scope));
		return stringsOf(list).includes(textOf(value) ?? "");
	},
	"Fn::EachMemberIn": (argument, scope) => {
		const [values, allowed] = listOf(argument).map((side) => stringsOf(resolve(side, scope)));
		return (values ?? []).every((value) => allowed?.includes(value));
	},
	"Fn::EachMemberEquals": (argument, scope) => {
		const [values, wanted] = listOf(argument).map((side) => resolve(side, scope));
		return stringsOf(values).every((value) => value === textOf(wanted));
	},
	"Fn::FindInMap": (argument, scope) => {
		const [map = "", first = "", second = ""] = stringsOf(resolve(argument, scope));
		const value = objectOf(objectOf(scope.template.mappings[map])[first])[second];
		if (value === undefined)
			throw validationError(`Template error: Unable to get mapping for ${map}::${first}::${second}`);
		return value;
	},
	"Fn::Base64": (argument, scope) => Buffer.from(String(resolve(argument, scope))).toString("base64"),
};

/** The value with every intrinsic function worked out. */
export function resolve(value: unknown, scope: Scope): unknown {
	if (Array.isArray(value))
		return value.map((item) => resolve(item, scope)).filter((item) => item !== NO_VALUE);
	if (!isObject(value)) return value;
	const entries = Object.entries(value);
	const [only] = entries;
	if (entries.length === 1 && only !== undefined) {
		const [name, argument] = only;
		const apply = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
		if (apply !== undefined && !isPolicyCondition(name, argument)) return apply(argument, scope);
		if (apply === undefined && name.startsWith("Fn::"))
			throw validationError(`Template error: ${name} is not played by the sandbox.`);
	}
	return Object.fromEntries(
		entries
			.map(([key, item]) => [key, resolve(item, scope)] as const)
			.filter(([, item]) => item !== NO_VALUE),
	);
}

/** `Condition: {StringEquals: …}` of a policy statement is not the function `Condition: Name`. */
function isPolicyCondition(name: string, argument: unknown): boolean {
	return name === "Condition" && typeof argument !== "string";
}

/** Logical ids that a value refers to, for the order of creation. */
export function referencesIn(value: unknown): string[] {
	if (Array.isArray(value)) return value.flatMap(referencesIn);
	if (!isObject(value)) return [];
	return Object.entries(value).flatMap(([name, argument]) => {
		if (name === "Ref" && typeof argument === "string") return [argument];
		if (name === "Fn::GetAtt")
			return stringsOf(argument)
				.slice(0, 1)
				.map((id) => id.split(".")[0] ?? id);
		if (name !== "Fn::Sub") return referencesIn(argument);
		const [text, variables] = Array.isArray(argument) ? argument : [argument, undefined];
		const names = [...String(text).matchAll(/\$\{([^!}][^}]*)\}/g)].map((match) =>
			match[1]?.split(".")[0]?.trim(),
		);
		return [...names.flatMap((found) => found ?? []), ...referencesIn(variables)];
	});
}
