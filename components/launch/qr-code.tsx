import { useMemo } from "react";
import { encode } from "uqr";

export type QrCodeProps = {
	readonly value: string;
	/** What a camera finds in it, for those who cannot see it. */
	readonly label: string;
};

/** Black on white in both themes: many cameras cannot read it the other way round. */
export function QrCode({ value, label }: QrCodeProps) {
	const { size, path } = useMemo(() => drawn(value), [value]);
	return (
		<svg
			role="img"
			aria-label={label}
			viewBox={`0 0 ${size} ${size}`}
			shapeRendering="crispEdges"
			className="size-44 flex-none rounded border border-line-2"
		>
			<path fill="#ffffff" d={`M0 0h${size}v${size}H0z`} />
			<path fill="#14181f" d={path} />
		</svg>
	);
}

/** One path of all dark modules, with the quiet zone of four modules that the standard asks for. */
function drawn(value: string): { readonly size: number; readonly path: string } {
	const { data, size } = encode(value, { ecc: "M", border: 4 });
	const modules = data.flatMap((row, y) =>
		row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
	);
	return { size, path: modules.join("") };
}
