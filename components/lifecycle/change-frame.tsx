import type { ReactNode } from "react";
import { AccountNumber } from "#components/ui/account-number.tsx";
import { Link } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { Connector } from "#lib/domain/connector.ts";

type ChangeFrameProps = {
	readonly connector: Connector;
	readonly title: string;
	readonly subtitle: ReactNode;
	/** Why nothing can be changed now; null: it can. */
	readonly blocked: string | null;
	readonly children: ReactNode;
};

/** A change of one connector: which one, and whether it can be made at all. */
export function ChangeFrame({ connector, title, subtitle, blocked, children }: ChangeFrameProps) {
	const { id, overview } = connector;
	return (
		<>
			<PageHeader
				eyebrow={
					<>
						<Link href={`/connectors/${id}`}>{overview?.name ?? "Connector"}</Link>
						{overview !== null && (
							<>
								{" · "}
								<AccountNumber value={overview.awsAccountId} />
							</>
						)}
					</>
				}
				title={title}
				subtitle={subtitle}
			/>
			{blocked === null ? (
				children
			) : (
				<Notice tone="warn" title="This cannot be changed now">
					{blocked}
				</Notice>
			)}
		</>
	);
}
