import { randomBytes } from "node:crypto";
import type { Bucket, StoredObject } from "./state.ts";
import type { World } from "./world.ts";

export function findObject(bucket: Bucket, key: string, versionId: string | null): StoredObject | undefined {
	return bucket.objects.findLast(
		(object) => object.key === key && (versionId === null || object.versionId === versionId),
	);
}

type NewObject = {
	readonly key: string;
	readonly body: Uint8Array;
	readonly contentType: string;
	readonly metadata?: Record<string, string>;
	readonly lastModified: number;
};

/** A new version where the bucket keeps versions, else in place of the old object. */
export function storeObject(world: World, bucket: Bucket, input: NewObject): StoredObject {
	const object: StoredObject = {
		key: input.key,
		versionId: bucket.versioning ? randomBytes(16).toString("base64url") : "null",
		bodyBase64: Buffer.from(input.body).toString("base64"),
		contentType: input.contentType,
		lastModified: input.lastModified,
		metadata: input.metadata ?? {},
	};
	if (!bucket.versioning) bucket.objects = bucket.objects.filter(({ key }) => key !== input.key);
	bucket.objects.push(object);
	world.changed();
	return object;
}
