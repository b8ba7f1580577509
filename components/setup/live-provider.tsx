"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";

/** Around what changes while one looks. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
	const [client] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: false } } }));
	return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
