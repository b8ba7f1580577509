"use client";

import dynamic from "next/dynamic";

/** Where the address is a cost connector's as well: its page loads nothing of these. */
export const LazyOverviewForm = dynamic(async () => (await import("./overview-form.tsx")).OverviewForm);
export const LazyTestBody = dynamic(async () => (await import("./test-body.tsx")).TestBody);
