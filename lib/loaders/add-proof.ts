import "server-only";
import { notFound } from "next/navigation";
import { type AddProofView, readAddProofView } from "./add-proof-view.ts";
import { loadConnector } from "./connectors.ts";

export async function loadAddProof(id: string): Promise<AddProofView> {
	const { ctx, connector } = await loadConnector(id);
	return (await readAddProofView(ctx, connector)) ?? notFound();
}
