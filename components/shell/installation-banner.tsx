import { CopyField } from "#components/ui/copy-field.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { SandboxBanner } from "#components/ui/sandbox-banner.tsx";
import type { Installation } from "#lib/loaders/installation.ts";

/** What one must know about the whole installation before believing anything below it. */
export function InstallationBanner({ installation }: { readonly installation: Installation }) {
	const { mode, endpointOverrides } = installation;
	if (mode === "sandbox") return <SandboxStrip installation={installation} />;
	if (endpointOverrides.length === 0) return null;
	return (
		<aside aria-label="Endpoints" className="px-4 pt-3 md:px-6">
			<Notice tone="warn" title="Calls do not go to AWS's own endpoints">
				The server&rsquo;s environment sets{" "}
				{endpointOverrides.length === 1 ? "this variable" : "these variables"}:{" "}
				{endpointOverrides.map((name, index) => (
					<span key={name}>
						{index > 0 && ", "}
						<Mono>{name}</Mono>
					</span>
				))}
				. Unset {endpointOverrides.length === 1 ? "it" : "them"} and restart, or know why {""}
				{endpointOverrides.length === 1 ? "it is" : "they are"} there: what answers instead of AWS decides
				every check.
			</Notice>
		</aside>
	);
}

function SandboxStrip({ installation: { hints, consoleUrl } }: { readonly installation: Installation }) {
	return (
		<SandboxBanner>
			Nothing here touches AWS or Harness: stand-ins on this machine answer instead.
			{hints.length > 0 && (
				<Disclosure summary="Names to try it with" className="mt-0.5">
					<div className="grid max-w-[60rem] gap-3 pb-2 sm:grid-cols-2">
						{hints.map(({ label, value }) => (
							<CopyField key={`${label} ${value}`} label={label} value={value} />
						))}
					</div>
					{consoleUrl !== null && (
						<p className="pb-2">
							<a href={consoleUrl} target="_blank" rel="noreferrer">
								Open the sandbox&rsquo;s AWS console
							</a>{" "}
							to see, launch and break what the links lead to.
						</p>
					)}
				</Disclosure>
			)}
		</SandboxBanner>
	);
}
