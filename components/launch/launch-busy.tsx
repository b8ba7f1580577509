/** One link's pages were asked for too often: nothing is read for them until a moment later. */
export function LaunchBusy() {
	return (
		<div className="mt-[6vh]">
			<h1 className="text-display">This page was asked for too often</h1>
			<p className="mt-2 max-w-[36rem] text-ink-2">
				Load it again in a few seconds. What the link asks for is unchanged.
			</p>
		</div>
	);
}
