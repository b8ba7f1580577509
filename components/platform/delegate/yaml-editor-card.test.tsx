import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { YamlEditorCard } from "./yaml-editor-card.tsx";

afterEach(cleanup);
afterEach(() => void vi.unstubAllGlobals());

const IRSA = { namespace: "harness-delegate-ng", serviceAccountName: "cdp-admin" };
const FILE = [
	"apiVersion: rbac.authorization.k8s.io/v1beta1",
	"kind: ClusterRoleBinding",
	"metadata: {name: admin}",
	"subjects:",
	"- {kind: ServiceAccount, name: default, namespace: harness-delegate-ng}",
	"---",
	"apiVersion: apps/v1",
	"kind: Deployment",
	"metadata: {name: my-delegate, namespace: harness-delegate-ng}",
	"spec:",
	"  template:",
	"    spec:",
	"      containers:",
	"      - image: harness/delegate:26.01.87700",
	"        env: [{name: DELEGATE_TOKEN, value: c2VjcmV0}]",
	"",
].join("\n");

function editor(): HTMLTextAreaElement {
	return screen.getByLabelText<HTMLTextAreaElement>("Delegate YAML");
}

function paste(text: string) {
	fireEvent.input(editor(), { target: { value: text }, inputType: "insertFromPaste" });
}

function press(name: string) {
	fireEvent.click(screen.getByRole("button", { name }));
}

test("pasted YAML comes back changed, as a diff to read, without a request of any kind", async () => {
	const fetched = vi.fn();
	vi.stubGlobal("fetch", fetched);
	render(<YamlEditorCard irsa={IRSA} isCrossAccount={false} />);
	paste(FILE);
	press("Change the YAML");
	expect(await screen.findByRole("heading", { name: "3 places were changed" })).toBeDefined();
	const diff = screen.getByRole("region", { name: "Changes to the YAML" });
	expect(within(diff).getByText(/serviceAccountName: cdp-admin/)).toBeDefined();
	expect(screen.getByRole("button", { name: "Download harness-delegate.yaml" })).toBeDefined();
	expect(screen.getByRole("button", { name: "Copy the YAML" })).toBeDefined();
	expect(fetched).not.toHaveBeenCalled();
});

test("a file that is like this already says so and offers nothing to take away", async () => {
	render(<YamlEditorCard irsa={IRSA} isCrossAccount={false} />);
	const done = FILE.replace("v1beta1", "v1")
		.replace("name: default", "name: cdp-admin")
		.replace("      containers:", "      serviceAccountName: cdp-admin\n      containers:");
	paste(done);
	press("Change the YAML");
	expect(await screen.findByRole("heading", { name: /needs no change/ })).toBeDefined();
	expect(screen.queryByRole("button", { name: /Download/ })).toBeNull();
});

test("what is not understood is refused with its line", async () => {
	render(<YamlEditorCard irsa={IRSA} isCrossAccount={false} />);
	paste(FILE.replace("name: my-delegate", "name: {{ .Values.name }}"));
	press("Change the YAML");
	const alert = await screen.findByRole("alert");
	expect(alert.textContent).toContain("Line 9: This holds {{ }}");
});

test("of several delegates one is chosen by its name", async () => {
	render(<YamlEditorCard irsa={IRSA} isCrossAccount={false} />);
	paste(`${FILE}---\n${FILE.slice(FILE.indexOf("apiVersion: apps")).replace("my-delegate", "second")}`);
	press("Change the YAML");
	fireEvent.click(await screen.findByRole("button", { name: "Change second" }));
	await screen.findByRole("heading", { name: "3 places were changed" });
	expect(screen.getByText(/Deployment second: service account/)).toBeDefined();
});

test("Serverless comes with the AWS CLI where the connector assumes a role", async () => {
	render(<YamlEditorCard irsa={null} isCrossAccount={true} />);
	expect(screen.getByLabelText<HTMLInputElement>("Install the AWS CLI").checked).toBe(true);
	paste(FILE);
	press("Change the YAML");
	await screen.findByRole("heading", { name: "One place was changed" });
	const diff = screen.getByRole("region", { name: "Changes to the YAML" });
	expect(diff.textContent).toContain("microdnf install");
	expect(diff.textContent).toContain("awscli");
});

test("a version that could run as a command is told at its field, and Enter there asks again", async () => {
	render(<YamlEditorCard irsa={null} isCrossAccount={false} />);
	paste(FILE);
	const version = screen.getByLabelText("Serverless version");
	fireEvent.input(version, { target: { value: "3;id" } });
	press("Change the YAML");
	expect(await screen.findByText(/looks like 3.40.0/)).toBeDefined();
	expect(screen.queryByRole("heading", { level: 3 })).toBeNull();
	fireEvent.input(version, { target: { value: "2.72.3" } });
	fireEvent.keyDown(version, { key: "Enter" });
	await screen.findByRole("heading", { name: "One place was changed" });
});

test("a chosen file keeps its line ends and its byte order mark; one of two megabytes is refused", async () => {
	const made = vi.fn((_: Blob) => "blob:x");
	vi.stubGlobal("URL", Object.assign(URL, { createObjectURL: made, revokeObjectURL: () => {} }));
	render(<YamlEditorCard irsa={IRSA} isCrossAccount={false} />);
	const input = screen.getByLabelText("Or choose its file");
	const text = `\uFEFF${FILE.replaceAll("\n", "\r\n")}`;
	const bytes = new TextEncoder().encode(text);
	fireEvent.change(input, { target: { files: [fileOf(bytes)] } });
	await waitFor(() => expect(editor().value).toContain("my-delegate"));
	press("Change the YAML");
	await screen.findByRole("heading", { name: "3 places were changed" });
	press("Download harness-delegate.yaml");
	const blob = made.mock.calls[0]?.[0];
	expect(blob?.size).toBeGreaterThan(bytes.length);
	const saved = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await blob?.arrayBuffer());
	expect(saved.startsWith("\uFEFFapiVersion")).toBe(true);
	expect(saved.split("\n").slice(0, -1)).toEqual(
		saved
			.split("\n")
			.slice(0, -1)
			.filter((line) => line.endsWith("\r")),
	);
	fireEvent.change(input, { target: { files: [fileOf(new Uint8Array(2_000_000))] } });
	expect(await screen.findByText(/larger than 1 MB/)).toBeDefined();
});

function fileOf(bytes: Uint8Array<ArrayBuffer>): File {
	const file = new File([bytes], "harness-delegate.yaml");
	// jsdom's files have no arrayBuffer of their own in every version.
	return Object.assign(file, { arrayBuffer: async () => bytes.buffer });
}
