import { pino } from "pino";
import { currentLogFields } from "./log-fields.ts";

/** What verbs may log: events with ids, counts and codes. */
export type Logger = {
	info(fields: Record<string, unknown>, message: string): void;
	warn(fields: Record<string, unknown>, message: string): void;
	error(fields: Record<string, unknown>, message: string): void;
};

/** Names under which a secret could travel; their values never reach a line, however deep they lie. */
const SECRET_NAMES = [
	"apiKey",
	"authorization",
	"cookie",
	"password",
	"secret",
	"secretAccessKey",
	"sessionToken",
	"token",
	"x-api-key",
];
const redact = {
	paths: SECRET_NAMES.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]),
	censor: "[redacted]",
};

/** One JSON object a line on stdout. No transports: they break under the bundler. */
export function createLogger(service: string, level: string): Logger {
	return pino({ name: service, level, redact, base: { service }, mixin: currentLogFields });
}
