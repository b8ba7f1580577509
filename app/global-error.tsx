"use client";

import "./globals.css";
import ErrorPage from "./error.tsx";

type GlobalErrorProps = { readonly error: Error & { readonly digest?: string }; readonly reset: () => void };

/** The last resort, when the root layout itself fails: it brings its own document. */
export default function GlobalError(props: GlobalErrorProps) {
	return (
		<html lang="en">
			<body>
				<title>Rolebridge stopped working</title>
				<ErrorPage {...props} />
			</body>
		</html>
	);
}
