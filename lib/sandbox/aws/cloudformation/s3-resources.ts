import { type JsonObject, objectOf, textOf } from "../json.ts";
import { dnsSuffixOf, partitionOfRegion } from "../regions.ts";
import type { Bucket } from "../state.ts";
import { findBucket } from "../world.ts";
import { generatedName, ResourceFailure } from "./resource-failure.ts";
import type { Made, ResourceEnv, ResourceType } from "./resource-type.ts";

function fail(message: string, code: string, status: number): never {
	throw new ResourceFailure(message, "S3", code, status);
}

function made(bucket: Bucket): Made {
	const partition = partitionOfRegion(bucket.region);
	const suffix = dnsSuffixOf(partition);
	return {
		physicalId: bucket.name,
		attributes: {
			Arn: `arn:${partition}:s3:::${bucket.name}`,
			DomainName: `${bucket.name}.s3.${suffix}`,
			RegionalDomainName: `${bucket.name}.s3.${bucket.region}.${suffix}`,
		},
	};
}

function isVersioned(properties: JsonObject): boolean {
	return objectOf(properties.VersioningConfiguration).Status === "Enabled";
}

export const bucketType: ResourceType = {
	replacedBy: ["BucketName"],
	create(env, properties) {
		const name =
			textOf(properties.BucketName) ?? generatedName(env.stack.name, env.logicalId, 63).toLowerCase();
		if (findBucket(env.world, name) !== undefined) fail(`${name} already exists`, "AlreadyExists", 409);
		const bucket: Bucket = {
			name,
			accountKey: env.stack.accountKey,
			region: env.stack.region,
			publicRead: false,
			policy: null,
			kmsDenied: false,
			versioning: isVersioned(properties),
			objects: [],
		};
		env.world.state.buckets[name] = bucket;
		return made(bucket);
	},
	update(env, physicalId, _from, to) {
		const bucket =
			findBucket(env.world, physicalId) ?? fail("The specified bucket does not exist", "NotFound", 404);
		bucket.versioning = isVersioned(to);
		return made(bucket);
	},
	remove(env, physicalId) {
		const bucket = findBucket(env.world, physicalId);
		if (bucket !== undefined && bucket.objects.length > 0)
			fail("The bucket you tried to delete is not empty", "GeneralServiceException", 409);
		delete env.world.state.buckets[physicalId];
	},
};

function putBucketPolicy(env: ResourceEnv, properties: JsonObject): Made {
	const name = textOf(properties.Bucket) ?? "";
	const bucket = findBucket(env.world, name) ?? fail("The specified bucket does not exist", "NotFound", 404);
	bucket.policy = objectOf(properties.PolicyDocument);
	return { physicalId: name, attributes: {} };
}

export const bucketPolicyType: ResourceType = {
	replacedBy: ["Bucket"],
	create: putBucketPolicy,
	update: (env, _physicalId, _from, to) => putBucketPolicy(env, to),
	remove(env, physicalId) {
		const bucket = findBucket(env.world, physicalId);
		if (bucket !== undefined) bucket.policy = null;
	},
};
