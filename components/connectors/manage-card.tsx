import { Allowed } from "#components/shell/abilities.tsx";
import { Card } from "#components/ui/card.tsx";
import { Link } from "#components/ui/link.tsx";
import type { Ability } from "#lib/auth/abilities.ts";
import type { Connector } from "#lib/domain/connector.ts";
import { hasHarnessSide } from "#lib/domain/destination.ts";
import { derivedRoleArn } from "#lib/domain/setup.ts";
import { PauseButton } from "./pause-button.tsx";

type Way = {
	readonly href: string;
	readonly title: string;
	readonly what: string;
	/** To change connectors, where nothing is said. */
	readonly ability?: Ability;
};

/** What can be done with a connector in use, the gentle before the final. */
export function ManageCard({ connector }: { readonly connector: Connector }) {
	if (connector.status !== "registered") return null;
	const isLeaving = connector.offboarding !== null;
	return (
		<Card title="Manage" flush>
			<ul>
				{waysOf(connector).map(({ href, title, what, ability = "connector.change" }) => (
					<Allowed key={href} to={ability}>
						<li className="border-t border-line px-4.5 py-2.75 first:border-t-0">
							<Link href={href} className="font-medium">
								{title}
							</Link>
							<p className="text-sm text-ink-2">{what}</p>
						</li>
					</Allowed>
				))}
			</ul>
			{!isLeaving && (
				<Allowed to="connector.change">
					<div className="border-t border-line px-4.5 py-3">
						<PauseButton connectorId={connector.id} isPaused={connector.pausedAt !== null} />
					</div>
				</Allowed>
			)}
		</Card>
	);
}

function waysOf(connector: Connector): readonly Way[] {
	const { id, proof, offboarding, destination } = connector;
	const at = (page: string) => `/connectors/${id}/${page}`;
	const report: Way = {
		href: at("report"),
		title: "Evidence report",
		what: "Signed, to print or to file.",
		ability: "connector.view",
	};
	const exportAs = (forms: string): Way => ({
		href: `/connectors/export?ids=${id}`,
		title: "Export as…",
		what: forms,
		ability: "connector.view-trust",
	});
	if (offboarding !== null) {
		return [report, { href: at("offboard"), title: "Go on offboarding", what: "It has begun." }];
	}
	const canAddProof = proof === "harness" && derivedRoleArn(connector) !== null;
	const addProof = canAddProof
		? [{ href: at("add-proof"), title: "Add proof", what: "From Harness's word to checks of our own." }]
		: [];
	const offboard = {
		href: at("offboard"),
		title: "Offboard",
		what: `Remove it ${hasHarnessSide(connector) ? "from Harness" : "at its vendor"}, and prove access is gone.`,
	};
	if (destination === "harness-platform") {
		const edit: Way = {
			href: at("setup/overview"),
			title: "Edit",
			what: "Its credentials, its way to AWS, its tasks.",
			ability: "connector.connect",
		};
		const exported = exportAs("Terraform, OpenTofu, cURL, JSON.");
		return [edit, ...addProof, report, exported, { ...offboard, what: "Remove it from Harness." }];
	}
	return [
		...addProof,
		{ href: at("features"), title: "Change features", what: "More or less than the role carries now." },
		{ href: at("upgrade"), title: "Template version", what: "What the newest template would change." },
		...(proof === "direct"
			? [{ href: at("rotate"), title: "Rotate the external ID", what: "In two phases, without a gap." }]
			: []),
		report,
		// What is entered at its vendor can be written in no form of ours.
		...(hasHarnessSide(connector) ? [exportAs("Terraform, OpenTofu, cURL, AWS CLI, JSON.")] : []),
		offboard,
	];
}
