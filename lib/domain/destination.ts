/**
 * Whom a connector's role is for. `harness-ccm`: Harness Cloud Cost Management (type CEAws). `harness-platform`:
 * Harness's general AWS connector (type Aws). Each has its own wizard, trust and permissions.
 */
export const DESTINATIONS = ["harness-ccm", "harness-platform", "cloudzero"] as const;
export type Destination = (typeof DESTINATIONS)[number];

/** What each is called where connectors of several kinds stand side by side; Harness's own names of the types. */
export const CONNECTOR_TYPES = {
	"harness-ccm": "CEAws",
	"harness-platform": "Aws",
	cloudzero: "CloudZero",
} as const satisfies Record<Destination, string>;
export type ConnectorType = (typeof CONNECTOR_TYPES)[Destination];

/**
 * Whose connector of that type it is; null: there is no such type.
 *
 * @example destinationOfType("Aws") // "harness-platform"
 */
export function destinationOfType(text: string): Destination | null {
	return DESTINATIONS.find((destination) => CONNECTOR_TYPES[destination] === text) ?? null;
}

/** As what Harness has a record of the connector; null: a person enters it at another vendor, and no call of ours goes there. */
const HARNESS_TYPES = {
	"harness-ccm": "CEAws",
	"harness-platform": "Aws",
	cloudzero: null,
} as const satisfies Record<Destination, "CEAws" | "Aws" | null>;
export type HarnessType = NonNullable<(typeof HARNESS_TYPES)[Destination]>;

/**
 * The type of the connector's record in Harness; null: there is none, whatever lies there by its name.
 *
 * @example harnessTypeOf({ destination: "harness-platform" }) // "Aws"
 */
export function harnessTypeOf({ destination }: { readonly destination: Destination }): HarnessType | null {
	return HARNESS_TYPES[destination];
}

/**
 * Whether Harness has a record of the connector that can be read, compared and tested. A connector of another vendor
 * only hangs under a Harness account here, for access and scope.
 *
 * @example hasHarnessSide({ destination: "cloudzero" }) // false
 */
export function hasHarnessSide(connector: { readonly destination: Destination }): boolean {
	return harnessTypeOf(connector) !== null;
}

/** Every destination with a record in Harness, for queries. */
export const HARNESS_DESTINATIONS: readonly Destination[] = DESTINATIONS.filter((destination) =>
	hasHarnessSide({ destination }),
);
