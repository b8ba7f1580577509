import ipaddr from "ipaddr.js";

type Address = ReturnType<typeof ipaddr.parse>;

/** Places that a self-hoster permits although they are not on the public Internet. */
export type AllowedHosts = {
	hasName(hostname: string): boolean;
	hasAddress(address: Address): boolean;
};

const HOST_NAME = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_]([a-z0-9_-]{0,62}))*$/;

/**
 * Reads ROLEBRIDGE_ALLOWED_OUTGOING_HOSTS: host names, addresses and CIDR ranges, separated by commas.
 * @throws with a sentence for the operator when an entry is neither.
 */
export function parseAllowedHosts(text: string): AllowedHosts {
	const names = new Set<string>();
	const ranges: [Address, number][] = [];
	for (const entry of text.split(",").map((part) => part.trim().toLowerCase())) {
		if (entry === "") continue;
		const range = rangeOf(entry);
		if (range !== null) ranges.push(range);
		// Digits and dots alone were meant as an address: as a name it would never be met.
		else if (HOST_NAME.test(entry) && !/^[\d.]+$/.test(entry)) names.add(entry);
		else {
			throw new Error(
				`ROLEBRIDGE_ALLOWED_OUTGOING_HOSTS: "${entry}" is no host name, address or CIDR range.`,
			);
		}
	}
	return {
		hasName: (hostname) => names.has(hostname),
		hasAddress: (address) =>
			ranges.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits)),
	};
}

function rangeOf(entry: string): [Address, number] | null {
	if (ipaddr.isValidCIDR(entry)) return ipaddr.parseCIDR(entry);
	const bare = entry.replace(/^\[(.+)\]$/, "$1");
	if (ipaddr.IPv4.isValidFourPartDecimal(bare)) return [ipaddr.parse(bare), 32];
	return ipaddr.IPv6.isValid(bare) ? [ipaddr.parse(bare), 128] : null;
}
