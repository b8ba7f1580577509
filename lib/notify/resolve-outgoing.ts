import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import type { Failure } from "#lib/domain/failures.ts";
import { parseOutgoingUrl } from "#lib/domain/outgoing-url.ts";
import { failed, ok, type Result } from "#lib/domain/result.ts";
import type { AllowedHosts } from "./allowed-hosts.ts";
import { judgeAddress } from "./judge-address.ts";

export type ResolvedAddress = { readonly address: string; readonly family: 4 | 6 };
/** Every address of a name. As the system resolves it: /etc/hosts counts. */
export type Resolve = (hostname: string) => Promise<readonly ResolvedAddress[]>;

export type OutgoingGuard = {
	readonly allowed: AllowedHosts;
	readonly resolve: Resolve;
	/** For the resolver's answer, and again for the connection. */
	readonly connectTimeoutMs: number;
};

/** A URL, and the addresses that were checked for it: nothing else may be connected to. */
export type OutgoingTarget = { readonly url: URL; readonly addresses: readonly ResolvedAddress[] };

const PUBLIC_PORTS = new Set(["", "443", "8443"]);

/** Decides whether this server may call a URL that a person typed. Every address of its name must be allowed. */
export async function resolveOutgoing(guard: OutgoingGuard, text: string): Promise<Result<OutgoingTarget>> {
	const parsed = parseOutgoingUrl(text);
	if (!parsed.ok) return refused(parsed.failure.message);
	const url = parsed.value;
	const hostname = bareHostname(url);
	const addresses = await addressesOf(guard, hostname);
	if (!addresses.ok) return addresses;
	const judged = addresses.value.map(({ address }) => judgeAddress(address, hostname, guard.allowed));
	const refusal = judged.find((one) => one.refusal !== null)?.refusal;
	if (refusal) return refused(`${hostname} leads to ${refusal.reason}, which is not called from here.`);
	// A name that answers with a listed and a public address is held to what holds in public.
	if (!judged.every(({ isListed }) => isListed)) {
		if (url.protocol !== "https:") return refused("The URL must begin with https://.");
		if (!PUBLIC_PORTS.has(url.port)) return refused("Only the ports 443 and 8443 are called.");
	}
	return ok({ url, addresses: addresses.value });
}

/** As DNS knows it: without IPv6's brackets and the root's dot. */
export function bareHostname(url: URL): string {
	return url.hostname.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "");
}

async function addressesOf(
	guard: OutgoingGuard,
	hostname: string,
): Promise<Result<readonly ResolvedAddress[]>> {
	const family = isIP(hostname);
	if (family === 4 || family === 6) return ok([{ address: hostname, family }]);
	try {
		const found = await inTime(guard.resolve(hostname), guard.connectTimeoutMs);
		if (found.length > 0) return ok(found);
	} catch {
		// A name that does not exist and a resolver that does not answer are told alike.
	}
	return failed({ code: "NOTIFY_UNREACHABLE", detail: `${hostname} could not be resolved.` });
}

async function inTime<T>(promise: Promise<T>, timeoutMs: number): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error("The resolver took too long.")), timeoutMs);
	});
	try {
		return await Promise.race([promise, late]);
	} finally {
		clearTimeout(timer);
	}
}

function refused(detail: string): { ok: false; failure: Failure } {
	return failed({ code: "NOTIFY_URL_NOT_ALLOWED", detail });
}

export const systemResolve: Resolve = async (hostname) => {
	const found = await lookup(hostname, { all: true, order: "verbatim" });
	return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
};
