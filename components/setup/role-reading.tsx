import { CodeBlock } from "#components/ui/code-block.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { type policiesFor, policyJson } from "#lib/domain/permissions.ts";
import { type ExpectedTrust, expectedTrustPolicy } from "#lib/domain/trust-policy/expected-trust.ts";
import { RoleTemplateText } from "./role-template-text.tsx";

type RoleReadingProps = {
	/** Whom the role is for. */
	readonly vendor: string;
	readonly template: { readonly path: string; readonly sha256: string; readonly isInForce: boolean };
	readonly policies: ReturnType<typeof policiesFor>;
	readonly trust: ExpectedTrust | null;
};

/** Everything that will be made, to be read before it is. */
export function RoleReading({ vendor, template, policies, trust }: RoleReadingProps) {
	return (
		<>
			<Disclosure row summary="Read the template and the exact policies">
				<div className="flex flex-col gap-4">
					<p className="text-sm text-ink-2">
						{template.isInForce
							? "The link makes a stack from this template. Its SHA-256, which the upload's address carries too, is "
							: "Rolebridge's own template; links use Harness's at present. Its SHA-256 is "}
						<Mono wrap>{template.sha256}</Mono>
					</p>
					<RoleTemplateText path={template.path} />
					<Policies policies={policies} />
				</div>
			</Disclosure>
			{trust !== null && (
				<Disclosure row summary="Who may assume the role, and why">
					<Trust vendor={vendor} trust={trust} />
				</Disclosure>
			)}
		</>
	);
}

function Policies({ policies }: Pick<RoleReadingProps, "policies">) {
	return (
		<div>
			<p className="mb-1 font-semibold">The role's policies, as this account gets them</p>
			{policies.map(({ name, statements }) => {
				const actions = statements.reduce((sum, { Action }) => sum + Action.length, 0);
				return (
					<Disclosure
						key={name}
						summary={<Mono>{name}</Mono>}
						aside={`${actions} ${actions === 1 ? "action" : "actions"}`}
					>
						<CodeBlock label={name} code={policyJson(statements)} />
					</Disclosure>
				);
			})}
		</div>
	);
}

function Trust({ vendor, trust }: { readonly vendor: string; readonly trust: ExpectedTrust }) {
	const { harness, verifier } = trust;
	return (
		<div className="flex flex-col gap-3 text-sm text-ink-2 [&_b]:text-ink">
			{harness !== null && (
				<p>
					<b>{vendor}</b>, to do the work: <Mono wrap>{harness.principalArn}</Mono>, and only with the
					External ID above.{" "}
					{vendor === "Harness"
						? "Harness derives that ID from its own AWS account and your Harness account: it is the same for every AWS account you connect, and no secret."
						: `${vendor} gave it out. Rolebridge never sends it: its own calls go by an ID of its own.`}
				</p>
			)}
			{verifier !== null && (
				<>
					<p>
						<b>Rolebridge</b>, to look: <Mono wrap>{verifier.principalArn}</Mono>, and only with an ID that
						this server made at random for this one connector. The role's own policies keep such a session
						read-only, whatever the role may do for {vendor}.
					</p>
					<p className="flex flex-wrap items-center gap-x-2">
						Rolebridge's ID for this connector: <Mono wrap>{verifier.externalId}</Mono>
						<CopyButton value={verifier.externalId} label="Copy Rolebridge's ID" />
					</p>
				</>
			)}
			<CodeBlock
				label="Trust policy of the role"
				code={JSON.stringify(expectedTrustPolicy(trust), null, 2)}
			/>
		</div>
	);
}
