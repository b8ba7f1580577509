"use client";

import { SelectField } from "#components/form/select-field.tsx";
import { PARTITION_FACTS, type Partition } from "#lib/domain/partition.ts";
import type { CredentialsFormOf } from "./credentials-values.ts";

const REGIONS = [
	...PARTITION_FACTS.aws.regions.map((region) => ({ value: region, label: region })),
	...PARTITION_FACTS["aws-us-gov"].regions.map((region) => ({
		value: region,
		label: `${region} (AWS GovCloud)`,
	})),
];

type RegionFieldProps = { readonly form: CredentialsFormOf; readonly partition: Partition };

/** Where the credentials are tried. Both partitions are offered: which fits is said at the field. */
export function RegionField({ form, partition }: RegionFieldProps) {
	return (
		<SelectField
			form={form}
			name="region"
			label="Test region"
			options={REGIONS}
			hint={
				partition === "aws-us-gov"
					? "An AWS GovCloud region: GovCloud credentials work in no other."
					: "Where Harness tries the credentials; us-east-1 unless that region is closed to them. AWS GovCloud regions take GovCloud credentials only."
			}
		/>
	);
}
