/** First stop of the keyboard: past the navigation, to the element with id `main`. */
export function SkipLink() {
	return (
		<a
			href="#main"
			className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded focus:bg-paper focus:px-4 focus:py-2 focus:font-medium focus:text-brand focus:shadow-float"
		>
			Skip to content
		</a>
	);
}
