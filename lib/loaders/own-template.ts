import { readFile } from "node:fs/promises";
import type { Connector } from "#lib/domain/connector.ts";
import { profileOf } from "#lib/domain/destinations/profile-of.ts";

/** Where this server offers the template that makes the connector's role. */
export function ownTemplatePath({ destination }: Connector): string {
	return `/templates/${profileOf(destination).template.name}.yaml`;
}

export function readOwnTemplate(connector: Connector): Promise<string> {
	return readFile(`public${ownTemplatePath(connector)}`, "utf8");
}
