"use client";

import Link from "next/link";
import { useWatch } from "react-hook-form";
import type { ZodForm } from "#components/form/zod-form.ts";

type Chosen = { tasks: string[] };
type CheckWithBucketsProps = { readonly form: ZodForm<Chosen, Chosen>; readonly connectorId: string };

/** Tasks are kept without buckets: where one may be named, the role is asked elsewhere, about what is chosen now. */
export function CheckWithBuckets({ form, connectorId }: CheckWithBucketsProps) {
	const tasks = useWatch({ control: form.control, name: "tasks" });
	if (tasks.length === 0) return null;
	return (
		<p className="text-sm text-ink-2">
			No bucket is named here, so tasks of Amazon S3 are not asked about.{" "}
			<Link href={checkHref(connectorId, tasks)} className="link">
				Check these tasks with buckets
			</Link>
		</p>
	);
}

function checkHref(connector: string, tasks: readonly string[]): string {
	return `/permissions/check?${new URLSearchParams({ connector, tasks: tasks.join(",") })}`;
}
