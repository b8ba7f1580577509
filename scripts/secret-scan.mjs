// Looks for what must never be printed: the run's own secrets by value, and other systems' by their shape.
import { readFile } from "node:fs/promises";
import { join } from "node:path";

const SHAPES = [
	["a Harness API key", /\b[ps]at\.[\w-]{10,}\.[\w-]+\.[\w-]+/],
	["a temporary AWS access key", /\bASIA[A-Z0-9]{12,}\b/],
	["an AWS secret access key", /secret[_-]?access[_-]?key["'\s:=]+[^\s"'[]{16,}/i],
	["a session cookie", /rolebridge\.session_token=[^;\s]+/],
	["a password hash", /"password":"(?!\[redacted\])[^"]+"/],
];

/** Sentences about what was found; none: clean. An empty log proves nothing and is a problem itself. */
export async function secretsIn(lines, dataDir) {
	if (lines.length < 10) return [`Only ${lines.length} lines were logged: there is nothing to judge.`];
	const text = lines.join("\n");
	const found = (await ownSecrets(dataDir)).filter(([, value]) => text.includes(value)).map(([name]) => name);
	const shaped = SHAPES.filter(([, shape]) => shape.test(text)).map(([name]) => name);
	return [...found, ...shaped].map((name) => `The product printed ${name}.`);
}

async function ownSecrets(dataDir) {
	const read = async (...path) => (await readFile(join(dataDir, ...path), "utf8")).trim();
	// With a database and keys of one's own there are no such files; otherwise a missing one is a failure.
	const readOwn = (...path) => (process.env.DATABASE_URL ? "" : read(...path));
	const credentials = await read("sandbox", "credentials");
	const keys = [...credentials.matchAll(/aws_secret_access_key = (\S+)/g)].map(([, value]) => value);
	const known = [
		["the key that seals secrets", (await readOwn("secret-keys")).split(":")[1]],
		["the database password", await readOwn("postgres", "password")],
		["the administrator's password", "correct-horse-battery"],
		...keys.map((value) => ["an AWS secret access key of the sandbox", value]),
	];
	return known.filter(([, value]) => value);
}
