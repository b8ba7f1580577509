import NextLink from "next/link";
import type { ComponentProps } from "react";

type LinkProps = Omit<ComponentProps<typeof NextLink>, "prefetch">;

/**
 * A way to another page of the product. Nothing is asked of the server before it is used: our pages are made for
 * whoever looks at that moment, so all that could be fetched ahead is what a page is built of. That was two requests
 * for each link in sight, a dozen or more with every page.
 */
export function Link(props: LinkProps) {
	return <NextLink prefetch={false} {...props} />;
}
