import { describe, expect, test } from "vitest";
import { parseAllowedHosts } from "./allowed-hosts.ts";
import { judgeAddress } from "./judge-address.ts";

const NOBODY = parseAllowedHosts("");
const isCalled = (address: string, list = "", hostname = "hooks.example.com") =>
	judgeAddress(address, hostname, parseAllowedHosts(list)).refusal === null;

describe("an address that nobody listed", () => {
	test.each([
		["this machine", "127.0.0.1 127.255.255.254 ::1"],
		["unspecified", "0.0.0.0 0.1.2.3 ::"],
		["private", "10.0.0.1 10.255.255.255 172.16.0.1 172.31.255.255 192.168.0.1 fc00::1 fdff::1"],
		["link-local", "169.254.0.1 169.254.255.255 fe80::1 fe80::1%eth0 febf::1"],
		["metadata", "169.254.169.254 169.254.170.2 169.254.170.23 fd00:ec2::254 fd20:ce::254 100.100.100.200"],
		["a carrier's shared space", "100.64.0.1 100.127.255.255"],
		["multicast and broadcast", "224.0.0.1 239.255.255.255 255.255.255.255 ff02::1 ff05::1"],
		["reserved", "192.0.0.1 192.0.2.1 198.18.0.1 198.51.100.1 203.0.113.1 240.0.0.1 192.88.99.1"],
		["IPv4 in IPv6", "::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::ffff:a9fe:a9fe"],
		["IPv4-compatible IPv6", "::127.0.0.1 ::10.0.0.1 ::a9fe:a9fe"],
		["translated IPv6", "::ffff:0:127.0.0.1"],
		["NAT64", "64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::a9fe:a9fe"],
		["6to4", "2002:7f00:1::1 2002:a9fe:a9fe::1 2002:808:808::1"],
		["Teredo", "2001:0:4136:e378:8000:63bf:3fff:fdd2"],
		["other IPv6 that is not global", "fec0::1 100::1 2001:db8::1 3fff::1 5f00::1 4000::1 0:1::1"],
		["not an address", "hooks.example.com 1.2.3 1.2.3.4.5 ::g"],
	])("is not called: %s", (_, addresses) => {
		for (const address of addresses.split(" "))
			expect([address, isCalled(address)]).toEqual([address, false]);
	});

	test.each(["8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "52.95.110.1", "2606:4700::1111", "2a00::1"])(
		"is called when it is public: %s",
		(address) => {
			expect(judgeAddress(address, "hooks.example.com", NOBODY)).toEqual({ refusal: null, isListed: false });
		},
	);

	test("is called through NAT64's well-known prefix when what lies behind it is public", () => {
		expect(isCalled("64:ff9b::808:808")).toBe(true);
	});
});

describe("a list of allowed hosts", () => {
	test("allows what lies in a range, in whatever form it is written", () => {
		expect(isCalled("10.1.2.3", "10.1.0.0/16")).toBe(true);
		expect(isCalled("::ffff:10.1.2.3", "10.1.0.0/16")).toBe(true);
		expect(isCalled("10.2.2.3", "10.1.0.0/16")).toBe(false);
		expect(isCalled("fd12::5", "fd12::/16, 10.0.0.0/8")).toBe(true);
		expect(isCalled("127.0.0.1", "127.0.0.1")).toBe(true);
		expect(isCalled("::1", "[::1]")).toBe(true);
	});

	test("allows a named host to be private, and only that host", () => {
		expect(isCalled("10.1.2.3", "hooks.internal", "hooks.internal")).toBe(true);
		expect(isCalled("127.0.0.1", " Hooks.Internal ,", "hooks.internal")).toBe(true);
		expect(isCalled("10.1.2.3", "hooks.internal", "a.hooks.internal")).toBe(false);
		expect(isCalled("10.1.2.3", "hooks.internal", "evilhooks.internal")).toBe(false);
	});

	test("never lets a named host be a metadata service, a multicast or an unspecified address", () => {
		const addresses = ["169.254.169.254", "fd00:ec2::254", "fd20:ce::254", "100.100.100.200", "fe80::1"];
		for (const address of [...addresses, "224.0.0.1", "0.0.0.0", "64:ff9b::a9fe:a9fe"]) {
			expect([address, isCalled(address, "hooks.internal", "hooks.internal")]).toEqual([address, false]);
		}
	});

	test.each([
		"10.0.0.0/33",
		"10.0.0",
		"https://hooks.internal",
		"*.internal",
		"hooks.internal:80",
		"a b",
		"-a",
	])("refuses to start with an entry that would not do what it seems to: %s", (entry) => {
		expect(() => parseAllowedHosts(`ok.example,${entry}`)).toThrow(
			/^ROLEBRIDGE_ALLOWED_OUTGOING_HOSTS: ".+" is no host name/,
		);
	});
});
