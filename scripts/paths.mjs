// Where things are. Plain Node ≥ 20, no dependency: this runs before anything is installed.
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));
/** Node 24, which comes as a package: the same version whatever the machine has. */
export const NODE = join(ROOT, "node_modules/node/bin", process.platform === "win32" ? "node.exe" : "node");
export const NEXT = join(ROOT, "node_modules/next/dist/bin/next");

export const inRoot = (...parts) => join(ROOT, ...parts);
export const dataDir = (env = process.env) => resolve(ROOT, env.ROLEBRIDGE_DATA_DIR || ".data");
