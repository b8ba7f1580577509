"use client";

import { useId, useState } from "react";
import { Card } from "#components/ui/card.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { awsEndpoints, ENDPOINT_SERVICES, type EndpointService } from "#lib/domain/platform/endpoints.ts";

const TITLES = {
	s3: "Amazon S3",
	ecr: "Amazon ECR",
	cloudformation: "CloudFormation",
	lambda: "Lambda",
	eks: "Amazon EKS",
	iam: "IAM",
} as const satisfies Record<EndpointService, string>;

type EndpointsCardProps = { readonly region: string; readonly moreHref: string };

/** The hosts that a firewall before the delegate must let through, for the services that are used. */
export function EndpointsCard({ region, moreHref }: EndpointsCardProps) {
	const id = useId();
	const [services, setServices] = useState<readonly EndpointService[]>([]);
	const endpoints = awsEndpoints(region, services);

	function toggle(service: EndpointService) {
		setServices((now) =>
			now.includes(service) ? now.filter((each) => each !== service) : [...now, service],
		);
	}

	return (
		<Card
			title="AWS endpoints a firewall must allow"
			subtitle={`HTTPS (443), in ${region}`}
			aside={<CopyButton value={endpoints.map(({ host }) => host).join("\n")} label="Copy all" />}
		>
			<fieldset className="mb-3 min-w-0">
				<legend className="mb-1.5 font-medium">Services the connector is used for</legend>
				<div className="flex flex-wrap gap-x-6 gap-y-2">
					{ENDPOINT_SERVICES.map((service) => (
						<span key={service} className="flex min-h-6 items-center gap-2">
							<input
								type="checkbox"
								id={`${id}-${service}`}
								checked={services.includes(service)}
								onChange={() => toggle(service)}
								className="size-4 flex-none"
							/>
							<label htmlFor={`${id}-${service}`}>{TITLES[service]}</label>
						</span>
					))}
				</div>
			</fieldset>
			<ul aria-label="Hosts" className="rounded border border-line-2 bg-wash-2 px-3 py-1.5">
				{endpoints.map(({ host, why }) => (
					<li key={host} className="flex flex-wrap justify-between gap-x-4 py-1">
						<Mono wrap>{host}</Mono>
						<span className="text-sm text-ink-2">{why}</span>
					</li>
				))}
			</ul>
			<div className="mt-3">
				<LinkButton href={moreHref} external size="small">
					Endpoints of every AWS service
				</LinkButton>
			</div>
		</Card>
	);
}
