import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { connection } from "next/server";
import type { ReactNode } from "react";
import "./globals.css";

export const metadata: Metadata = {
	title: { default: "Rolebridge", template: "%s · Rolebridge" },
	description:
		"Connects AWS accounts to Harness by a cross-account role, and keeps proof that they stay connected.",
	applicationName: "Rolebridge",
	// Account ids must not turn into telephone links on a phone.
	formatDetection: { telephone: false, address: false, email: false },
	robots: { index: false, follow: false },
	metadataBase: new URL(process.env.ROLEBRIDGE_URL ?? "http://localhost:3000"),
};

export const viewport: Viewport = {
	colorScheme: "light dark",
	themeColor: [
		{ media: "(prefers-color-scheme: light)", color: "#ffffff" },
		{ media: "(prefers-color-scheme: dark)", color: "#12161c" },
	],
};

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
	// No page is made at build time: its scripts would lack the nonce of the answer's policy.
	await connection();
	return (
		<html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`}>
			<body>{children}</body>
		</html>
	);
}
