import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseDocument } from "yaml";
import { validationError } from "../errors.ts";
import { isObject, type JsonObject, objectOf, stringOf, stringsOf, textOf } from "../json.ts";

export type TemplateParameter = {
	readonly key: string;
	readonly type: string;
	readonly defaultValue: string | undefined;
	readonly description: string | undefined;
	readonly allowedValues: readonly string[];
	readonly allowedPattern: string | undefined;
	readonly constraintDescription: string | undefined;
	readonly minLength: number | undefined;
	readonly maxLength: number | undefined;
	readonly minValue: number | undefined;
	readonly maxValue: number | undefined;
	readonly noEcho: boolean;
};

export type TemplateResource = {
	readonly logicalId: string;
	readonly type: string;
	readonly condition: string | undefined;
	readonly properties: JsonObject;
	readonly dependsOn: readonly string[];
	readonly deletionPolicy: string;
};

export type Template = {
	readonly description: string | undefined;
	readonly metadata: JsonObject;
	readonly parameters: readonly TemplateParameter[];
	readonly mappings: JsonObject;
	readonly conditions: JsonObject;
	readonly rules: JsonObject;
	readonly resources: readonly TemplateResource[];
	readonly outputs: JsonObject;
};

const MAX_BYTES = 1_000_000;
const SECTIONS = new Set([
	"AWSTemplateFormatVersion",
	"Description",
	"Metadata",
	"Parameters",
	"Mappings",
	"Conditions",
	"Rules",
	"Resources",
	"Outputs",
]);

function longForm(tag: string, value: unknown): unknown {
	if (tag === "Ref" || tag === "Condition") return { [tag]: value };
	if (tag === "GetAtt" && typeof value === "string") {
		const dot = value.indexOf(".");
		return { "Fn::GetAtt": [value.slice(0, dot), value.slice(dot + 1)] };
	}
	return { [`Fn::${tag}`]: value };
}

/** YAML nodes as JSON, with `!Sub x` and its like as `{"Fn::Sub": x}`. */
function plain(node: Node | null | undefined, document: Document): unknown {
	if (node === null || node === undefined) return null;
	if (isAlias(node)) return plain(node.resolve(document), document);
	const value = bare(node, document);
	const tag = node.tag;
	return tag?.startsWith("!") && !tag.startsWith("!!") && tag.length > 1
		? longForm(tag.slice(1), value)
		: value;
}

function bare(node: Node, document: Document): unknown {
	if (isScalar(node)) return node.value;
	if (isSeq<Node>(node)) return node.items.map((item) => plain(item, document));
	if (isMap<Node, Node>(node))
		return Object.fromEntries(
			node.items.map(({ key, value }) => [isScalar(key) ? String(key.value) : "", plain(value, document)]),
		);
	return null;
}

function parseParameter(key: string, raw: unknown): TemplateParameter {
	const spec = objectOf(raw);
	const number = (name: string) =>
		textOf(spec[name]) === undefined ? undefined : Number(textOf(spec[name]));
	return {
		key,
		type: stringOf(spec.Type) ?? "String",
		defaultValue: textOf(spec.Default),
		description: stringOf(spec.Description),
		allowedValues: stringsOf(spec.AllowedValues),
		allowedPattern: stringOf(spec.AllowedPattern),
		constraintDescription: stringOf(spec.ConstraintDescription),
		minLength: number("MinLength"),
		maxLength: number("MaxLength"),
		minValue: number("MinValue"),
		maxValue: number("MaxValue"),
		noEcho: textOf(spec.NoEcho) === "true",
	};
}

function parseResource(logicalId: string, raw: unknown): TemplateResource {
	const spec = objectOf(raw);
	const type = stringOf(spec.Type);
	if (type === undefined)
		throw validationError(
			`Template format error: [/Resources/${logicalId}] Every Resources object must contain a Type member.`,
		);
	return {
		logicalId,
		type,
		condition: stringOf(spec.Condition),
		properties: objectOf(spec.Properties),
		dependsOn: stringsOf(spec.DependsOn),
		deletionPolicy: stringOf(spec.DeletionPolicy) ?? "Delete",
	};
}

/** Reads a template in YAML or JSON; what CloudFormation refuses at once is a ValidationError. */
export function parseTemplate(body: string): Template {
	if (Buffer.byteLength(body) > MAX_BYTES)
		throw validationError("Template may not exceed 1000000 bytes in size.");
	const document = parseDocument(body, { logLevel: "silent" });
	const problem = document.errors[0];
	if (problem !== undefined)
		throw validationError(`Template format error: YAML not well-formed. (${problem.message.split("\n")[0]})`);
	const root = plain(document.contents, document);
	if (!isObject(root)) throw validationError("Template format error: unsupported structure.");
	const unknown = Object.keys(root).filter((name) => !SECTIONS.has(name));
	if (unknown.length > 0)
		throw validationError(`Invalid template property or properties [${unknown.join(", ")}]`);
	if (!isObject(root.Resources) || Object.keys(root.Resources).length === 0)
		throw validationError("Template format error: At least one Resources member must be defined.");
	return {
		description: stringOf(root.Description),
		metadata: objectOf(root.Metadata),
		parameters: Object.entries(objectOf(root.Parameters)).map(([key, raw]) => parseParameter(key, raw)),
		mappings: objectOf(root.Mappings),
		conditions: objectOf(root.Conditions),
		rules: objectOf(root.Rules),
		resources: Object.entries(root.Resources).map(([id, raw]) => parseResource(id, raw)),
		outputs: objectOf(root.Outputs),
	};
}

const NAME_PROPERTIES: Readonly<Record<string, string>> = {
	"AWS::IAM::Role": "RoleName",
	"AWS::IAM::ManagedPolicy": "ManagedPolicyName",
	"AWS::IAM::User": "UserName",
	"AWS::IAM::Group": "GroupName",
	"AWS::IAM::InstanceProfile": "InstanceProfileName",
};

export type Capability = "CAPABILITY_IAM" | "CAPABILITY_NAMED_IAM" | "CAPABILITY_AUTO_EXPAND";

/**
 * The acknowledgements that the template needs. What a nested stack holds is not looked into: as the console
 * does, both are asked for.
 */
export function capabilitiesOf(template: Template): Capability[] {
	const hasNested = template.resources.some(({ type }) => type === "AWS::CloudFormation::Stack");
	if (hasNested) return ["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"];
	const iam = template.resources.filter((resource) => resource.type.startsWith("AWS::IAM::"));
	if (iam.length === 0) return [];
	const isNamed = iam.some(
		(resource) => resource.properties[NAME_PROPERTIES[resource.type] ?? ""] !== undefined,
	);
	return [isNamed ? "CAPABILITY_NAMED_IAM" : "CAPABILITY_IAM"];
}
