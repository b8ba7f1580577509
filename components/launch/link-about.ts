/** What links are about: one connector, or a whole organization. */
export type LinkAbout = { readonly connectorId: string } | { readonly rolloutId: string };
