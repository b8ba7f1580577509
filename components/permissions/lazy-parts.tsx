"use client";

import dynamic from "next/dynamic";
import { ProgressBar } from "#components/ui/progress-bar.tsx";

/** The library and its evaluator come after the page's frame: no other page carries them. */
export const LazyPolicyBuilder = dynamic(() => import("./policy-builder.tsx"), { loading: Loading });
export const LazyRoleCheck = dynamic(() => import("./role-check.tsx"), { loading: Loading });
export const LazyTrustDoctor = dynamic(() => import("./trust-doctor.tsx"), { loading: Loading });

function Loading() {
	return <ProgressBar label="Loading the permission library" />;
}
