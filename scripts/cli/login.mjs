import { createApi } from "./api.mjs";
import { usageError } from "./cli-error.mjs";
import { parseAddress, removeCredentials, saveCredentials } from "./credentials.mjs";
import { EXIT } from "./exit-codes.mjs";
import { textOf } from "./lint-policy.mjs";
import { facts, moment } from "./table.mjs";

const KEY = /^rb_[a-z0-9]{20}_[A-Za-z0-9_-]{43}$/;

/** Keeps a key once it was accepted. It is asked for, or piped in; never an argument, which others could read. */
export async function login({ env, fetch, sleep, out, stdin, askHidden }, address) {
	const url = parseAddress(address);
	const typed = stdin.isTTY ? await askHidden(`API key for ${url}: `) : await textOf(stdin);
	const key = typed.trim();
	if (!KEY.test(key))
		throw usageError("That is no API key of Rolebridge. It begins with rb_ and is made in Settings.");
	const known = await createApi({ url, key, fetch, sleep, out }).get("key");
	const file = await saveCredentials(env, { url, key });
	out.line(`Signed in to ${url}. The key is kept in ${file}, readable by you alone.`);
	showKey(out, known);
	return EXIT.healthy;
}

export async function logout({ env, out }) {
	await removeCredentials(env);
	out.line("Signed out here. The key still works elsewhere until it is revoked in Settings.");
	return EXIT.healthy;
}

export async function whoAmI({ api, out }, { json }) {
	const known = await api.get("key");
	if (json) out.json(known);
	else showKey(out, known);
	return EXIT.healthy;
}

function showKey(out, { name, role, scope, expiresAt, mode }) {
	const limits = [...scope.harnessAccountRefs, ...scope.tags.map(({ key, value }) => `${key}:${value}`)];
	out.line(
		facts([
			["Key", name],
			["Role", role],
			["Limited to", limits.join(", ")],
			["Expires", moment(expiresAt)],
			["Installation", mode],
		]),
	);
}
