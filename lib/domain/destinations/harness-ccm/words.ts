import { parseConnectorName } from "../../connector-name.ts";
import { FEATURE_INFO } from "../../feature-info.ts";
import { FEATURES } from "../../features.ts";
import type { DestinationWords } from "../profile.ts";

export const HARNESS_CCM_WORDS: DestinationWords = {
	product: "Harness",
	sid: "Harness",
	features: FEATURES.map((feature) => {
		const { title, summary } = FEATURE_INFO[feature];
		return { feature, title, summary, benefits: null, plain: null };
	}),
	name: { parse: parseConnectorName, hint: "The account carries it in Harness's Perspectives." },
	withoutCosts: null,
	prerequisites: [],
	handOver: null,
};
