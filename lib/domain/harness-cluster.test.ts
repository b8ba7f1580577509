import { expect, it } from "vitest";
import { DEFAULT_HARNESS_AWS_ACCOUNT_ID, harnessCluster } from "./harness-cluster.ts";
import { TEMPLATE_DEFAULTS } from "./template-parameters.ts";

it("gives the US cluster the template's own defaults", () => {
	expect(harnessCluster(DEFAULT_HARNESS_AWS_ACCOUNT_ID, "aws")).toMatchObject({
		id: "us",
		principalArn: TEMPLATE_DEFAULTS.PrincipalBilling,
		bucketName: TEMPLATE_DEFAULTS.HarnessBucketName,
	});
});

it("gives the EU cluster its own principal and bucket", () => {
	expect(harnessCluster("783764615875", "aws")).toMatchObject({
		id: "eu",
		principalArn: "arn:aws:iam::783764615875:root",
		bucketName: "harness-ccm-service-data-bucket-prod-eu",
	});
});

it("takes an account that no public source names for a self-managed installation, leading zero kept", () => {
	expect(harnessCluster("012345678901", "aws")).toMatchObject({
		id: "self-managed",
		principalArn: "arn:aws:iam::012345678901:root",
		bucketName: "harness-ccm-service-data-bucket-012345678901",
	});
});

it("keeps to the partition: a GovCloud role trusts a GovCloud principal", () => {
	expect(harnessCluster("147449478367", "aws-us-gov")).toMatchObject({
		id: "govcloud",
		principalArn: "arn:aws-us-gov:iam::147449478367:root",
	});
});
