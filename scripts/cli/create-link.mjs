import { EXIT } from "./exit-codes.mjs";
import { connectorId } from "./find-connector.mjs";
import { facts, moment } from "./table.mjs";

/** A link for whoever administers the AWS account. Its address is told this once. */
export async function createLink({ api, out }, named, { json, kind, note, expires }) {
	const id = await connectorId(api, named);
	const link = await api.post(`connectors/${id}/launch-links`, {
		...(kind !== undefined && { kind }),
		...(note !== undefined && { note }),
		...(expires !== undefined && { expiresInDays: expires }),
	});
	if (json) out.json(link);
	else {
		const told = [
			["Link", link.url],
			["Check words", link.checkWords.join(" ")],
			["Expires", moment(link.expiresAt)],
		];
		out.line(facts(told));
		out.error("The link is shown this once: hand it to the account's administrator.");
	}
	return EXIT.healthy;
}
