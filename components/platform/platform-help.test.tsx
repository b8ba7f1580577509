import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { useZodForm } from "#components/form/zod-form.ts";
import { CredentialsFormSchema } from "#lib/schemas/platform-form-schemas.ts";
import { CredentialsAside } from "./credentials-aside.tsx";
import type { CredentialsFormOf, CredentialsValues } from "./credentials-values.ts";
import { CrossAccountFields } from "./cross-account-fields.tsx";
import { IamUserGuide } from "./iam-user-guide.tsx";
import { TestTrouble } from "./test-trouble.tsx";

afterEach(cleanup);

const VALUES: CredentialsValues = {
	type: "InheritFromDelegate",
	accessKeyKind: "id",
	accessKeyId: "",
	accessKeyRef: "",
	secretKeyRef: "",
	sessionTokenRef: "",
	iamRoleArn: "",
	sessionTagKeys: "",
	isCrossAccount: true,
	roleArn: "arn:aws:iam::123456789012:role/Deploy",
	externalId: "",
	region: "us-east-1",
	backOffType: "none",
	fixedBackoff: "500",
	baseDelay: "100",
	maxBackoffTime: "20000",
	retryCount: "3",
};

function StsRole({ values }: { readonly values: CredentialsValues }) {
	const form: CredentialsFormOf = useZodForm({ schema: CredentialsFormSchema, defaultValues: values });
	return <CrossAccountFields form={form} partition="aws" />;
}

function openStsRole(values: Partial<CredentialsValues>) {
	render(<StsRole values={{ ...VALUES, ...values }} />);
	const text = screen.getByRole("region", { name: "Trust policy of the STS role", hidden: true }).textContent;
	return JSON.parse(text).Statement[0];
}

describe("an STS role", () => {
	test("shows the trust policy it needs, with the external ID that is typed", () => {
		expect(openStsRole({ externalId: " acme-7f3c " })).toEqual({
			Sid: "HarnessConnector",
			Effect: "Allow",
			Principal: { AWS: "arn:aws:iam::ACCOUNT_ID:role/ROLE_OF_THE_DELEGATE" },
			Action: "sts:AssumeRole",
			Condition: { StringEquals: { "sts:ExternalId": "acme-7f3c" } },
		});
	});

	test("names OIDC's role as the one that is trusted", () => {
		const iamRoleArn = "arn:aws:iam::123456789012:role/HarnessOidc";
		const statement = openStsRole({ type: "OidcAuthentication", iamRoleArn });
		expect(statement.Principal).toEqual({ AWS: iamRoleArn });
	});

	test.each([
		["InheritFromDelegate", /Amazon EC2 and Amazon ECS; Amazon EKS needs IRSA/],
		["ManualConfig", /Amazon EC2 and Amazon ECS; Amazon EKS needs IRSA/],
		["Irsa", /Amazon EC2, Amazon ECS and Amazon EKS/],
	] as const)("says what Harness supports with %s", (type, words) => {
		openStsRole({ type });
		const box = screen.getByRole("checkbox", { name: "Enable cross-account access (STS role)" });
		const hint = document.getElementById(box.getAttribute("aria-describedby") ?? "");
		expect(hint?.textContent).toMatch(words);
	});

	test("of a key or a delegate's role needs the AWS CLI for Serverless, and of IRSA is not said to", () => {
		openStsRole({ type: "ManualConfig" });
		expect(screen.getByText(/For Serverless Lambda the delegate then needs the AWS CLI/)).toBeTruthy();
		cleanup();
		openStsRole({ type: "Irsa" });
		expect(screen.queryByText(/For Serverless Lambda the delegate then needs/)).toBeNull();
	});
});

test("beside the credentials stands what each service supports, and how long a change takes", () => {
	render(<CredentialsAside />);
	const of = (service: string) => screen.getByText(service).nextElementSibling?.textContent;
	expect(of("Serverless Lambda")).toBe(
		"Access key or delegate, and Serverless on the delegate; with an STS role the AWS CLI too.",
	);
	expect(of("Amazon EKS")).toMatch(/Use IRSA.*Kubernetes Cluster connector/);
	expect(screen.getByText(/may take 5 minutes/)).toBeTruthy();
});

test("the guide to an IAM user asks for programmatic access, advises against it, and allows DescribeRegions alone", () => {
	render(<IamUserGuide />);
	expect(screen.getByText(/Take another way where you can/)).toBeTruthy();
	expect(screen.getByText(/programmatic access, to AWS's API/)).toBeTruthy();
	const policy = screen.getByRole("region", { name: "The least that the user needs" }).textContent;
	expect(JSON.parse(policy).Statement).toEqual([
		{ Effect: "Allow", Action: "ec2:DescribeRegions", Resource: "*" },
	]);
});

test("a failed test is met with what Harness documents: who am I, five minutes, the simulator, delegates, GovCloud", () => {
	const { container } = render(<TestTrouble hasFailed />);
	const help = within(container);
	expect(help.getByText(/wait up to 5 minutes, then test again/)).toBeTruthy();
	expect(help.getByText("aws sts get-caller-identity")).toBeTruthy();
	expect(container.querySelector('a[href="https://policysim.aws.amazon.com/"]')?.textContent).toMatch(
		/IAM Policy Simulator/,
	);
	expect(help.getByText("If Harness's test fails").closest("details")?.open).toBe(true);
	expect(help.getByText(/No delegate answers/)).toBeTruthy();
	expect(help.getByText(/GovCloud: credentials of GovCloud/)).toBeTruthy();
	expect(help.getByText("If it passes, and a pipeline fails later")).toBeTruthy();
});
