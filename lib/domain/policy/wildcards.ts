/**
 * How many actions AWS's service authorization reference lists under each wildcard of the library, on the day that
 * the test's own copy of it was made. AWS adds to them.
 */
export const WILDCARD_COUNTS: Readonly<Record<string, number>> = {
	"apigateway:*": 44,
	"autoscaling:*": 68,
	"cloudformation:*": 102,
	"cloudformation:Describe*": 20,
	"cloudformation:Get*": 7,
	"cloudformation:List*": 24,
	"ec2:*": 826,
	"ec2:Describe*": 194,
	"ec2:DescribeInstances*": 4,
	"ecr:*": 60,
	"ecs:ListClusters*": 1,
	"eks:*": 74,
	"elasticloadbalancing:*": 77,
	"iam:*": 190,
	"lambda:*": 119,
	"organizations:Describe*": 9,
	"organizations:List*": 20,
	"s3:*Object": 5,
	"s3:Get*": 63,
	"s3:List*": 18,
	"ssm:*": 164,
};

export type WildcardUse = {
	readonly action: string;
	/** One plain sentence. */
	readonly meaning: string;
	/** How many actions AWS has under it; null where that was never counted. */
	readonly count: number | null;
};

/**
 * What an action with a wildcard stands for.
 *
 * @example explainWildcard("ec2:Describe*").meaning // "Every action of ec2 whose name begins with Describe."
 */
export function explainWildcard(action: string): WildcardUse {
	const meaning = `${sentence(action)}${own(KNOWN_MEANINGS, action) ?? ""}`;
	return { action, meaning, count: own(WILDCARD_COUNTS, action) ?? null };
}

/** Where the name alone misleads. */
const KNOWN_MEANINGS: Readonly<Record<string, string>> = {
	"s3:*Object": " GetObject, PutObject, DeleteObject, RestoreObject and ReplicateObject: it deletes too.",
	"s3:Get*": " Contents of objects among them.",
	"lambda:*": " Replacing a function's code among them.",
	"iam:*": " Making administrators among them.",
	"ssm:*": " Running commands on instances and reading secret parameters among them.",
	"ecs:ListClusters*": " AWS has one action of this name.",
};

function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
	return Object.hasOwn(table, name) ? table[name] : undefined;
}

function sentence(action: string): string {
	if (action === "*") return "Every action of every service, those that AWS adds later too.";
	const [service = "", name = ""] = action.split(":");
	if (name === "*") return `Every action of ${service}, those that AWS adds later too.`;
	if (/^[^*?]+\*$/.test(name))
		return `Every action of ${service} whose name begins with ${name.slice(0, -1)}.`;
	if (/^\*[^*?]+$/.test(name)) return `Every action of ${service} whose name ends with ${name.slice(1)}.`;
	return `Every action of ${service} whose name has the shape ${name}.`;
}
