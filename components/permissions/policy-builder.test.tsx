import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { NuqsTestingAdapter, type UrlUpdateEvent } from "nuqs/adapters/testing";
import { afterEach, expect, test, vi } from "vitest";
import { parseQuickCreateUrl } from "#lib/domain/quick-create-url.ts";
import type { PolicyBuilderView } from "#lib/loaders/permissions.ts";
import { Builder } from "./policy-builder.tsx";

afterEach(cleanup);

const UNPUBLISHED: PolicyBuilderView = { templateUrls: {}, regions: {}, consoleUrl: null };

function open(searchParams = "", published = UNPUBLISHED) {
	const onUrlUpdate = vi.fn<(event: UrlUpdateEvent) => void>();
	render(
		<NuqsTestingAdapter searchParams={searchParams} onUrlUpdate={onUrlUpdate} hasMemory>
			<Builder {...published} />
		</NuqsTestingAdapter>,
	);
	return () => Object.fromEntries(onUrlUpdate.mock.lastCall?.[0].searchParams ?? []);
}
const task = (name: string) => screen.getByRole("checkbox", { name });
const codes = () => screen.getByRole("region", { name: "Take it along" }).textContent ?? "";

test("DescribeRegions is part of every policy and cannot be left out", () => {
	open();
	const always = screen.getAllByRole("checkbox").filter((box) => box.hasAttribute("disabled"));
	expect(always).toHaveLength(1);
	expect(codes()).toContain("ec2:DescribeRegions");
});

test("a chosen task and its bucket go into the policy and into the address", async () => {
	const address = open();
	fireEvent.click(task("Write to S3"));
	expect(await screen.findByText("No policy yet")).toBeDefined();
	expect(screen.getByLabelText("Bucket names").getAttribute("aria-invalid")).toBe("true");
	fireEvent.change(screen.getByLabelText("Bucket names"), { target: { value: "releases, builds" } });
	await waitFor(() => expect(codes()).toContain("arn:aws:s3:::releases/*"));
	expect(codes()).toContain("arn:aws:s3:::builds/*");
	await waitFor(() => expect(address()).toEqual({ tasks: "s3-write", buckets: "releases, builds" }));
	fireEvent.click(task("Write to S3"));
	await waitFor(() => expect(address()).toEqual({ buckets: "releases, builds" }));
});

test("a link to a choice opens with it, its risks and wildcards in plain words", () => {
	open("?tasks=cloudformation-eks-full,s3-write&buckets=releases&partition=aws-us-gov");
	expect(task("Write to S3").matches(":checked")).toBe(true);
	expect(codes()).toContain("arn:aws-us-gov:s3:::releases");
	const risks = within(screen.getByRole("list", { name: "Risks" }));
	expect(risks.getAllByText("Escalation").length).toBeGreaterThan(0);
	const explained = within(screen.getByRole("region", { name: "Explanations" }));
	expect(explained.getByText("s3:*Object").closest("li")?.textContent).toContain("DeleteObject");
});

test("whoever chooses EKS reads of the Kubernetes cluster connector, and that an AWS connector takes IRSA there", () => {
	open("?tasks=eks");
	const about = screen.getByText("Notes on the published policies: 2").closest("details");
	expect(about?.textContent).toMatch(/Harness recommends its Kubernetes cluster connector for EKS/);
	expect(about?.textContent).toMatch(/EKS takes the credential Use IRSA/);
});

test("every form of the policy is there to copy and to save", async () => {
	open("?tasks=ecr-pull");
	for (const [name, text] of [
		["CloudFormation", "AWS::IAM::ManagedPolicy"],
		["Terraform", "aws_iam_policy"],
		["AWS CLI", "aws iam create-policy"],
	] as const) {
		fireEvent.click(screen.getByRole("tab", { name }));
		const panel = within(screen.getByRole("tabpanel"));
		await waitFor(() => expect(screen.getByRole("tabpanel").textContent).toContain(text));
		expect(panel.getAllByRole("button", { name: "Copy" }).length).toBeGreaterThan(0);
		expect(panel.getAllByRole("button", { name: /^Download / }).length).toBeGreaterThan(0);
	}
});

test("whoever assumes the role is an ARN; then the forms make the role too", async () => {
	open("?tasks=ecr-pull&principal=nobody");
	expect(screen.getByText(/This is not the ARN of an account's root/)).toBeDefined();
	fireEvent.change(screen.getByLabelText("Who assumes the role"), {
		target: { value: "arn:aws:iam::123456789012:role/Delegate" },
	});
	fireEvent.change(screen.getByLabelText("External ID"), { target: { value: "acme-7f3c9a" } });
	fireEvent.click(screen.getByRole("tab", { name: "Terraform" }));
	await waitFor(() => expect(codes()).toContain("arn:aws:iam::123456789012:role/Delegate"));
	expect(codes()).toContain("The role and its policies");
});

test("says what stands in the way of a quick-create link while no template is published", () => {
	open("?tasks=ecr-pull");
	expect(screen.getByText("A quick-create link needs the template in Amazon S3")).toBeDefined();
	expect(screen.getByRole("link", { name: "Download the template" }).getAttribute("href")).toBe(
		"/templates/harness-platform-role.yaml",
	);
});

test("a principal of another account, or of one that is not known to be the role's, needs an external ID", async () => {
	open("?tasks=ecr-pull&principal=arn:aws:iam::123456789012:role/Delegate");
	const field = () => screen.getByLabelText("External ID");
	expect(field().getAttribute("aria-invalid")).toBe("true");
	expect(codes()).toContain("The policies, for a role that exists");
	for (const [account, isInvalid] of [
		["210987654321", "true"],
		["1234-5678-9012", "false"],
	] as const) {
		fireEvent.change(screen.getByLabelText("Account of the new role"), { target: { value: account } });
		await waitFor(() => expect(field().getAttribute("aria-invalid")).toBe(isInvalid));
	}
	await waitFor(() => expect(codes()).toContain("The role and its policies"));
});

test("once the template is published one link makes the role in one account, with the tasks as parameters", async () => {
	const url = `https://b.s3.us-east-1.amazonaws.com/harness-platform-role/${"a".repeat(64)}.yaml`;
	const published = { ...UNPUBLISHED, templateUrls: { aws: url } };
	const principal = "arn:aws:iam::123456789012:role/Delegate";
	open(`?tasks=s3-write&buckets=releases&principal=${principal}`, published);
	fireEvent.change(screen.getByLabelText("External ID"), { target: { value: "acme-7f3c9a" } });
	expect(screen.queryByRole("link", { name: "Open CloudFormation with this role" })).toBeNull();
	fireEvent.change(screen.getByLabelText("Account of the new role"), { target: { value: "210987654321" } });
	const named = { name: "Open CloudFormation with this role" };
	const link = (await screen.findByRole("link", named)).getAttribute("href");
	const read = parseQuickCreateUrl(link ?? "");
	expect(read).toMatchObject({ partition: "aws", region: "us-east-1", templateUrl: url });
	expect(read?.parameters).toMatchObject({
		...{ TrustedPrincipalArn: principal, S3WriteEnabled: "true", BucketArns: "arn:aws:s3:::releases" },
		...{ ExternalId: "acme-7f3c9a", ExpectedAccountId: "210987654321" },
	});
});
