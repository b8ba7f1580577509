import { useId } from "react";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import type { OfferedConnector, PickedPolicy } from "#lib/loaders/permissions.ts";

type ConnectorChoiceProps = {
	readonly connectors: readonly OfferedConnector[];
	readonly picked: Pick<PickedPolicy, "id"> | null;
};

/** Which connector's policy to look at; a plain form, so that the choice is the address. */
export function ConnectorChoice({ connectors, picked }: ConnectorChoiceProps) {
	const id = useId();
	return (
		<Card label="Connector">
			<form action="/permissions/trust-policy" className="flex flex-wrap items-end gap-3">
				<div className="min-w-0 flex-[1_1_16rem]">
					<label htmlFor={id} className="mb-1.5 block font-medium">
						Connector
					</label>
					<select id={id} name="connector" defaultValue={picked?.id ?? ""} className="control">
						<option value="">None: a policy is pasted</option>
						{connectors.map((connector) => (
							<option key={connector.id} value={connector.id}>
								{connector.name} ({connector.awsAccountId})
							</option>
						))}
					</select>
				</div>
				<Button type="submit">Show its policy</Button>
			</form>
		</Card>
	);
}
