import type { Metadata } from "next";
import type { ReactNode } from "react";
import { LaunchFrame } from "#components/launch/launch-frame.tsx";

// The same for every link, living or not: a preview of it tells nothing.
export const metadata: Metadata = {
	title: "A request about an AWS account",
	description: "Open it to read who asks for what. Reading changes nothing.",
};

export default function LaunchLayout({ children }: { readonly children: ReactNode }) {
	return <LaunchFrame>{children}</LaunchFrame>;
}
