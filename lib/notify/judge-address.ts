import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import type { AllowedHosts } from "./allowed-hosts.ts";

/** Why an address is not called, in words for the form's field; null: it may be called. */
export type Refusal = { readonly reason: string } | null;

export type JudgedAddress = {
	readonly refusal: Refusal;
	/** Called only because the self-hoster permits it: plain HTTP and any port are then allowed as well. */
	readonly isListed: boolean;
};

const KINDS: Readonly<Record<string, string>> = {
	unspecified: "the unspecified address",
	loopback: "this machine itself",
	private: "a private network",
	uniqueLocal: "a private network",
	deprecatedSiteLocal: "a private network",
	linkLocal: "a link-local address, where cloud metadata lives",
	carrierGradeNat: "a carrier's shared address space",
	multicast: "a multicast address",
	broadcast: "the broadcast address",
};

/** Instance metadata outside the link-local ranges: Amazon EC2's IPv6, Google Cloud's IPv6, Alibaba Cloud's. */
const METADATA = ["fd00:ec2::254", "fd20:ce::254", "100.100.100.200"].map((text) => ipaddr.parse(text));

/**
 * Decides about one address that a name resolved to. Only global unicast is called, unless the address is listed, or
 * the name is and the address is no metadata service.
 */
export function judgeAddress(text: string, hostname: string, allowed: AllowedHosts): JudgedAddress {
	// The package also reads shortened and octal forms; a resolver's answer has none.
	if (isIP(text) === 0 || !ipaddr.isValid(text))
		return { refusal: { reason: "an address of an unknown form" }, isListed: false };
	const address = embedded(ipaddr.parse(text));
	if (allowed.hasAddress(address)) return { refusal: null, isListed: true };
	const range = address.range();
	if (allowed.hasName(hostname) && mayBeNamed(address, range)) return { refusal: null, isListed: true };
	if (isGlobal(address, range)) return { refusal: null, isListed: false };
	return { refusal: { reason: KINDS[range] ?? "a reserved address" }, isListed: false };
}

type Address = ReturnType<typeof ipaddr.parse>;

/** A listed name stands for hosts in one's own network, never for what whoever controls its DNS likes best. */
function mayBeNamed(address: Address, range: string): boolean {
	if (METADATA.some((one) => one.toNormalizedString() === address.toNormalizedString())) return false;
	return ["unicast", "private", "uniqueLocal", "loopback", "carrierGradeNat"].includes(range);
}

/** IPv6 beyond 2000::/3 is not global even where the tables have no name for it (::/96, fec0::/10). */
function isGlobal(address: Address, range: string): boolean {
	if (range !== "unicast") return false;
	const first = address.toByteArray()[0] ?? 0;
	return address.kind() === "ipv4" || (first & 0xe0) === 0x20;
}

const NAT64_PREFIX = ipaddr.IPv6.parseCIDR("64:ff9b::/96");

/** The IPv4 address that is really called: through NAT64's well-known prefix, or written as IPv6. */
function embedded(address: Address): Address {
	if (address instanceof ipaddr.IPv4) return address;
	if (address.isIPv4MappedAddress()) return address.toIPv4Address();
	return address.match(NAT64_PREFIX) ? ipaddr.fromByteArray(address.toByteArray().slice(12)) : address;
}
