import "server-only";
import { loadConnector } from "./connectors.ts";
import { type OffboardView, readOffboardView } from "./offboard-view.ts";

export async function loadOffboard(id: string): Promise<OffboardView> {
	const { ctx, connector } = await loadConnector(id);
	return readOffboardView(ctx, connector);
}
