"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { getLive } from "#components/setup/live-fetch.ts";
import { secretSearch } from "#lib/domain/platform/secret-reference.ts";
import type { SecretsView } from "#lib/loaders/platform-live.ts";

const TIMEOUT_MS = 15_000;
/** Long enough that a word is asked for once. */
const QUIET_MS = 300;

/** The names of Harness's secrets; `search` empty: the first page of all. */
export function useSecrets(connectorId: string, search: string, isWanted = true) {
	const query = search === "" ? "" : `?${new URLSearchParams({ search })}`;
	return useQuery({
		queryKey: ["secrets", connectorId, search],
		queryFn: ({ signal }) =>
			getLive<SecretsView>(
				`/api/live/connectors/${connectorId}/secrets${query}`,
				AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
			),
		enabled: isWanted,
		placeholderData: keepPreviousData,
		refetchOnWindowFocus: "always",
	});
}

type Asked = { readonly connectorId: string; readonly first: SecretsView | null; readonly typed: string };

/** What can be chosen while something is typed: where one page does not hold every name, Harness searches. */
export function useFoundSecrets({ connectorId, first, typed }: Asked): SecretsView["secrets"] {
	const search = useQuiet(first?.hasMore === true ? secretSearch(typed) : "");
	const { data } = useSecrets(connectorId, search, search !== "");
	const hasAnswer = search !== "" && data?.failure === null;
	return (hasAnswer ? data : first)?.secrets ?? [];
}

/** The value as it was when it last stood still for a while. */
function useQuiet(value: string): string {
	const [quiet, setQuiet] = useState(value);
	useEffect(() => {
		const timer = setTimeout(() => setQuiet(value), QUIET_MS);
		return () => clearTimeout(timer);
	}, [value]);
	return quiet;
}
