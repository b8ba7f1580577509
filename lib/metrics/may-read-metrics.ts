import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;
const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;
const FORWARDED = ["x-forwarded-for", "forwarded", "x-real-ip"] as const;

/**
 * Whoever has the token; or whoever sits at this machine, which a request that came through a proxy does not prove,
 * nor one of a browser that was led here by another name.
 */
export function mayReadMetrics(
	request: Pick<IncomingMessage, "headers"> & { readonly socket: { readonly remoteAddress?: string } },
	token: string | undefined,
): boolean {
	const { headers, socket } = request;
	const given = /^Bearer (\S+)$/i.exec(headers.authorization ?? "")?.[1];
	if (given !== undefined) return token !== undefined && isSame(given, token);
	const isForwarded = FORWARDED.some((name) => headers[name] !== undefined);
	const isHere = LOOPBACK.test(socket.remoteAddress ?? "") && LOOPBACK_HOST.test(headers.host ?? "");
	return isHere && !isForwarded;
}

function isSame(one: string, other: string): boolean {
	const digest = (text: string) => createHash("sha256").update(text).digest();
	return timingSafeEqual(digest(one), digest(other));
}
