import type { LibraryEntry } from "../library-types.ts";
import type { PolicyStatement } from "../policy.ts";
import { reference } from "./sources.ts";

const BUCKET = "arn:{partition}:s3:::{bucket}";
const OBJECTS = `${BUCKET}/*`;
const OBJECT_PROBES = { "s3:*Object": ["s3:GetObject", "s3:PutObject"] };
const DELETES_TOO =
	"s3:*Object is wider than its name: it covers GetObject, PutObject, DeleteObject, RestoreObject and ReplicateObject, so objects can be deleted too.";

const ALL_OBJECT_ACTIONS: PolicyStatement = {
	Sid: "AllObjectActions",
	Effect: "Allow",
	Action: ["s3:*Object"],
	Resource: [OBJECTS],
};

const READ: LibraryEntry = {
	id: "s3-read",
	group: "s3",
	title: "Read from S3",
	description: "Fetch artifacts from buckets.",
	source: reference("read-from-aws-s3"),
	needs: [],
	isAlwaysIn: false,
	statements: [{ Sid: "ReadS3", Effect: "Allow", Action: ["s3:Get*", "s3:List*"], Resource: ["*"] }],
	narrowedToBuckets: [
		{ Sid: "ReadBuckets", Effect: "Allow", Action: ["s3:Get*", "s3:List*"], Resource: [BUCKET, OBJECTS] },
		{
			Sid: "FindBuckets",
			Effect: "Allow",
			Action: ["s3:GetBucketLocation", "s3:ListAllMyBuckets"],
			Resource: ["*"],
		},
	],
	managedPolicyArn: "arn:{partition}:iam::aws:policy/AmazonS3ReadOnlyAccess",
	notes: [
		"Without bucket names it reads every object of every bucket in the account. With names it is held to those; the names of all buckets stay visible, so that Harness can offer them.",
		"AWS's managed policy AmazonS3ReadOnlyAccess has grown since Harness printed it: it also reads through Object Lambda. The actions here are those that Harness prints.",
	],
	probes: {
		"s3:Get*": ["s3:GetObject", "s3:GetBucketLocation"],
		"s3:List*": ["s3:ListBucket"],
	},
};

const WRITE: LibraryEntry = {
	id: "s3-write",
	group: "s3",
	title: "Write to S3",
	description: "Put artifacts into buckets.",
	source: reference("write-to-aws-s3"),
	needs: ["bucketNames"],
	isAlwaysIn: false,
	statements: [ALL_OBJECT_ACTIONS],
	notes: [
		DELETES_TOO,
		"It cannot list a bucket. Where Harness has to offer what is in it, take read and write.",
	],
	probes: OBJECT_PROBES,
};

const READ_WRITE_CONSOLE: LibraryEntry = {
	id: "s3-read-write-console",
	group: "s3",
	title: "Read and write S3, with console access",
	description: "Fetch and put artifacts, and look at the buckets in the AWS console.",
	source: reference("read-and-write-to-aws-s3"),
	needs: ["bucketNames"],
	isAlwaysIn: false,
	statements: [
		{
			Sid: "ConsoleAccess",
			Effect: "Allow",
			Action: [
				"s3:GetAccountPublicAccessBlock",
				"s3:GetBucketAcl",
				"s3:GetBucketLocation",
				"s3:GetBucketPolicyStatus",
				"s3:GetBucketPublicAccessBlock",
				"s3:ListAllMyBuckets",
			],
			Resource: ["*"],
		},
		{ Sid: "ListObjectsInBucket", Effect: "Allow", Action: ["s3:ListBucket"], Resource: [BUCKET] },
		ALL_OBJECT_ACTIONS,
	],
	notes: [DELETES_TOO],
	probes: OBJECT_PROBES,
};

/** What the owner of a bucket elsewhere has to allow as well; see other-account-bucket.ts. */
export const OTHER_ACCOUNT_BUCKET_ACTIONS = ["s3:GetBucketLocation", "s3:ListBucket"] as const;
export const OTHER_ACCOUNT_OBJECT_ACTIONS = ["s3:GetObject", "s3:PutObject"] as const;

const OTHER_ACCOUNT: LibraryEntry = {
	id: "s3-other-account",
	group: "s3",
	title: "A bucket in another account",
	description: "Fetch and put artifacts in a bucket that another AWS account owns.",
	source: {
		title: "AWS: Bucket owner granting cross-account bucket permissions",
		url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-walkthroughs-managing-access-example2.html",
	},
	needs: ["bucketNames", "otherAccountId"],
	isAlwaysIn: false,
	statements: [
		{
			Sid: "ListOtherAccountsBucket",
			Effect: "Allow",
			Action: OTHER_ACCOUNT_BUCKET_ACTIONS,
			Resource: [BUCKET],
			Condition: { StringEquals: { "aws:ResourceAccount": ["{otherAccountId}"] } },
		},
		{
			Sid: "UseOtherAccountsObjects",
			Effect: "Allow",
			Action: OTHER_ACCOUNT_OBJECT_ACTIONS,
			Resource: [OBJECTS],
			Condition: { StringEquals: { "aws:ResourceAccount": ["{otherAccountId}"] } },
		},
	],
	notes: [
		"Both sides have to allow it: this policy in the role's account, and the bucket policy below, which the bucket's owner sets.",
		"Harness points to AWS's walkthrough and prints no policy of its own. The condition holds the role to the account you name, so that nothing is sent to a stranger who takes over the bucket's name.",
		"A bucket that is encrypted with a KMS key of its own also needs that key's policy to let the role decrypt and generate data keys.",
	],
	probes: {},
};

export const S3_ENTRIES: readonly LibraryEntry[] = [READ, WRITE, READ_WRITE_CONSOLE, OTHER_ACCOUNT];
