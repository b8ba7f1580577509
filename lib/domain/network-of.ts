/**
 * What counts as one caller: an IPv4 address, or the /64 that one IPv6 customer has whole.
 *
 * @example networkOf("2001:db8:1:2:3::4") // "2001:db8:1:2"
 */
export function networkOf(address: string | null): string {
	if (address === null || address === "") return "unknown";
	if (!address.includes(":")) return address;
	const [head = "", tail = ""] = address.toLowerCase().split("::");
	const before = head.split(":").filter(Boolean);
	const after = tail.split(":").filter(Boolean);
	const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => "0");
	const groups = address.includes("::") ? [...before, ...zeros, ...after] : before;
	return groups
		.slice(0, 4)
		.map((group) => group.replace(/^0+(?=.)/, ""))
		.join(":");
}
