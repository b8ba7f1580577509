import { GuideSteps } from "#components/organizations/setup/guide-steps.tsx";
import { AccountNumber } from "#components/ui/account-number.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Mono } from "#components/ui/mono.tsx";
import type { WaveSteps as Steps, WaveHow } from "#lib/organizations/wave-steps.ts";

type WaveStepsProps = { readonly rolloutId: string; readonly steps: Steps };

/** What is done in AWS for the next wave, by the way that the launch took. */
export function WaveSteps({ rolloutId, steps: { administrator, how } }: WaveStepsProps) {
	const { accountId, isDelegated } = administrator;
	if (how.kind === "files") return <Files rolloutId={rolloutId} />;
	return (
		<div className="flex flex-col gap-3">
			<p className="text-ink-2">
				First, in {isDelegated ? "the delegated administrator's account" : "the management account"}
				{accountId !== null && (
					<>
						{" "}
						<AccountNumber value={accountId} className="text-ink" />
					</>
				)}
				, <HowWords how={how} /> Then say here that the wave has begun. Its accounts are expected from then
				on.
			</p>
			<How how={how} />
		</div>
	);
}

/** Files hold the units of the waves that have begun: so it is said first, and done then. */
function Files({ rolloutId }: { readonly rolloutId: string }) {
	return (
		<>
			<p className="text-ink-2">
				Say here that the wave has begun; its accounts are expected from then on. Then take the files anew,
				for they hold its units too, and apply them.
			</p>
			<div>
				<LinkButton href={`/organizations/${rolloutId}/files`}>Open the files</LinkButton>
			</div>
		</>
	);
}

type InAws = Exclude<WaveHow, { readonly kind: "files" }>;

function HowWords({ how }: { readonly how: InAws }) {
	switch (how.kind) {
		case "stack":
			return (
				<>
					update the stack <Mono wrap>{how.stackName}</Mono> in {how.region} with its current template:
					OrganizationalUnitIds gets the value below, all other values stay.
				</>
			);
		case "stack-set":
			return <>add stacks for the wave's units to the stack set.</>;
		default:
			return how satisfies never;
	}
}

function How({ how }: { readonly how: InAws }) {
	switch (how.kind) {
		case "stack":
			return (
				<>
					<CopyField label="OrganizationalUnitIds" value={how.units.join(",")} />
					<div>
						<LinkButton href={how.url} external>
							Find the stack in the AWS console
						</LinkButton>
					</div>
					<Disclosure summary="The same with the AWS CLI">
						<CodeBlock label="AWS CLI command" code={how.command} />
					</Disclosure>
				</>
			);
		case "stack-set":
			return (
				<>
					<GuideSteps steps={how.guide} />
					<Disclosure summary="The same with the AWS CLI">
						<div className="flex flex-col gap-3">
							{how.commands.map((command, index) => (
								<CodeBlock
									key={command}
									label={how.commands.length === 1 ? "AWS CLI command" : `AWS CLI command ${index + 1}`}
									code={command}
								/>
							))}
						</div>
					</Disclosure>
				</>
			);
		default:
			return how satisfies never;
	}
}
