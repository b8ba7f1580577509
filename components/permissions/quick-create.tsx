import { Card } from "#components/ui/card.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { type Partition, partitionFacts } from "#lib/domain/partition.ts";
import type { LibraryChoice } from "#lib/domain/policy/compose.ts";
import type { RoleTrust } from "#lib/domain/policy/role-trust.ts";
import { PLATFORM_STACK_NAME, platformTemplateParameters } from "#lib/domain/policy/template-parameters.ts";
import { quickCreateUrl } from "#lib/domain/quick-create-url.ts";
import type { PolicyBuilderView } from "#lib/loaders/permissions.ts";

type QuickCreateProps = {
	readonly choice: LibraryChoice;
	/** Null: nobody is named yet who assumes the role. */
	readonly trust: RoleTrust | null;
	readonly roleName: string;
	readonly published: PolicyBuilderView;
};

const TEMPLATE_FILE = "harness-platform-role.yaml";

/** A role that carries the policies, by one link into the CloudFormation console. */
export function QuickCreate(props: QuickCreateProps) {
	return (
		<Card
			title="A role with these policies"
			subtitle="By our template: each task is a parameter of it"
			aside={
				<LinkButton href={`/templates/${TEMPLATE_FILE}`} download={TEMPLATE_FILE} size="small">
					Download the template
				</LinkButton>
			}
		>
			<Link {...props} />
		</Card>
	);
}

function Link({ choice, trust, roleName, published }: QuickCreateProps) {
	const templateUrl = published.templateUrls[choice.partition];
	if (templateUrl === undefined) {
		return (
			<Notice tone="info" title="A quick-create link needs the template in Amazon S3">
				CloudFormation opens links to templates in S3 only, and it has not taken this one lately. Publish it
				beside the role template with <Mono>npm run templates:publish</Mono>, or download it and create the
				stack with it.
			</Notice>
		);
	}
	if (trust === null)
		return (
			<p className="text-ink-2">
				Name under Trust who assumes the role, and the external ID; then the link is here.
			</p>
		);
	const awsAccountId = trust.roleAccountId ?? null;
	if (awsAccountId === null)
		return <p className="text-ink-2">Name under Trust the account of the new role; then the link is here.</p>;
	const parameters = platformTemplateParameters(choice, { trust, roleName, awsAccountId });
	if (!parameters.ok) {
		return (
			<Notice tone="info" title="No link for this choice">
				{parameters.failure.message}
			</Notice>
		);
	}
	const region = published.regions[choice.partition] ?? regionOf(choice.partition);
	const stack = { partition: choice.partition, region, stackName: PLATFORM_STACK_NAME, templateUrl };
	const link = quickCreateUrl({ ...stack, parameters: parameters.value });
	return (
		<div className="flex flex-col items-start gap-2">
			<LinkButton href={inConsole(link, published.consoleUrl)} external tone="primary">
				Open CloudFormation with this role
			</LinkButton>
			<p className="text-sm text-ink-2">
				Stack <Mono>{PLATFORM_STACK_NAME}</Mono> in <Mono>{region}</Mono>. Sign in to account{" "}
				<Mono>{awsAccountId}</Mono> first, as the stack stops in any other; CloudFormation asks you to
				acknowledge that it creates an IAM role.
			</p>
		</div>
	);
}

function regionOf(partition: Partition): string {
	return partitionFacts(partition).defaultRegion;
}

/** The sandbox's stand-in console takes the same path. */
function inConsole(link: string, consoleUrl: string | null): string {
	return consoleUrl === null ? link : consoleUrl + link.slice(new URL(link).origin.length);
}
