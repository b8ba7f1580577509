import { ACCOUNT_FIELD, consoleLayout, ERROR_BOX } from "./layout.ts";
import { STACK_SETS_BODY, STACK_SETS_SCRIPT } from "./stack-sets-part.ts";

/** Quick create, the list of stacks, and one stack: which of them, the part after `#` says. */
export function cloudFormationPage(): string {
	return consoleLayout({
		title: "CloudFormation",
		body: BODY + STACK_SETS_BODY,
		script: STACK_SETS_SCRIPT + SCRIPT,
	});
}

const BODY = `
<div id="create" hidden>
<h1 id="form-title">Quick create stack</h1>
<p id="template-url" class="mono"></p>
${ERROR_BOX}
<form id="create-form" novalidate>
<section><h2>Account</h2>${ACCOUNT_FIELD}<p class="hint">Region: <span id="region" class="mono"></span></p></section>
<section><h2>Stack name</h2><div class="field"><label for="stack-name">Stack name</label><input type="text" id="stack-name" autocomplete="off" required></div></section>
<section><h2>Parameters</h2><div id="parameters"></div></section>
<section id="capabilities" hidden><h2>Capabilities</h2>
<p id="capability-text">This template makes IAM resources.</p>
<div class="check"><input type="checkbox" id="acknowledge"><label for="acknowledge">I acknowledge that AWS CloudFormation might create IAM resources with custom names.</label></div>
<div class="check" id="expand" hidden><input type="checkbox" id="acknowledge-expand"><label for="acknowledge-expand">I acknowledge that AWS CloudFormation might require the following capability: CAPABILITY_AUTO_EXPAND</label></div></section>
<button type="submit" id="submit">Create stack</button>
</form>
</div>
<div id="detail" hidden>
<h1 id="stack-title" tabindex="-1"></h1>
<p role="status" aria-live="polite"><strong id="stack-status"></strong> <span id="stack-reason"></span></p>
<section id="outputs" hidden><h2>Outputs</h2><dl id="output-list"></dl></section>
<section><h2>Events</h2><div class="scroll" tabindex="0" role="region" aria-label="Events"><table><thead><tr><th scope="col">Time</th><th scope="col">Logical ID</th><th scope="col">Status</th><th scope="col">Status reason</th></tr></thead><tbody id="events"></tbody></table></div></section>
<section><h2>Parameters</h2><dl id="stack-parameters"></dl></section>
<p id="stack-buttons"><a id="update">Update stack</a> <button type="button" id="delete">Delete stack</button></p>
</div>
<div id="list" hidden>
<h1>Stacks</h1>
<section><div class="field"><label for="list-account">Show the stacks of</label>
<input type="text" id="list-account" inputmode="numeric" autocomplete="off" aria-describedby="list-account-hint">
<p class="hint" id="list-account-hint">An AWS account of 12 digits.</p></div></section>
<section><h2>Stacks in this account</h2><ul id="stacks"></ul><p id="no-stacks" hidden>There are no stacks in this account and region.</p></section>
</div>`;

const SCRIPT = `
function show(name) {
	for (const id of ["create", "detail", "list", "set-list", "set-form", "set-detail"]) $(id).hidden = id !== name;
}
function parametersOf(id) {
	return Object.fromEntries([...document.querySelectorAll("#" + id + " [name]")].map((input) => [input.name, input.value]));
}
function parameterField(parameter, given, prefix = "param-") {
	const id = prefix + parameter.key;
	const value = given ?? parameter.defaultValue ?? "";
	const input = parameter.allowedValues.length > 0
		? el("select", { id, name: parameter.key }, ...parameter.allowedValues.map((choice) => el("option", { value: choice, selected: choice === value }, choice || "(empty)")))
		: el("input", { id, name: parameter.key, type: "text", value, autocomplete: "off" });
	const field = el("div", { class: "field" }, el("label", { for: id }, parameter.key), input);
	if (parameter.description) {
		input.setAttribute("aria-describedby", id + "-hint");
		field.append(el("p", { class: "hint", id: id + "-hint" }, parameter.description));
	}
	return field;
}
async function showForm(query) {
	show("create");
	showError("");
	const stackId = query.get("stackId") || undefined;
	const templateUrl = query.get("templateURL") || "";
	const action = stackId ? "Update stack" : "Create stack";
	$("form-title").textContent = stackId ? action : "Quick create stack";
	$("submit").textContent = action;
	$("submit").disabled = true;
	$("template-url").textContent = templateUrl;
	$("region").textContent = region();
	$("account").value = stackId ? stackId.split(":")[4] : preferredAccount(query.get("param_ExpectedAccountId"));
	$("account").readOnly = $("stack-name").readOnly = stackId !== undefined;
	await fillAccounts();
	try {
		const template = await api("template", { account: $("account").value, region: region(), templateUrl, stackId });
		$("stack-name").value = template.stackName || query.get("stackName") || "";
		$("parameters").replaceChildren(...template.parameters.map((parameter) =>
			parameterField(parameter, template.values[parameter.key] ?? (parameter.noEcho ? null : query.get("param_" + parameter.key)))));
		$("capabilities").hidden = template.capabilities.length === 0;
		$("expand").hidden = !template.capabilities.includes("CAPABILITY_AUTO_EXPAND");
		$("submit").disabled = false;
	} catch (error) {
		$("stack-name").value = query.get("stackName") || "";
		showError(error.message);
	}
}
async function submitForm(event) {
	event.preventDefault();
	showError("");
	const account = digits($("account").value);
	if (account.length !== 12) return showError("An AWS account has 12 digits.");
	if (!$("capabilities").hidden && !$("acknowledge").checked)
		return showError("Tick the acknowledgement first: the stack makes IAM resources with custom names.");
	if (!$("capabilities").hidden && !$("expand").hidden && !$("acknowledge-expand").checked)
		return showError("Tick both acknowledgements first: the stack makes further stacks.");
	const parameters = parametersOf("parameters");
	$("submit").disabled = true;
	try {
		rememberAccount(account);
		const stackId = hashQuery().query.get("stackId") || undefined;
		const answer = await api(stackId ? "update-stack" : "create-stack", {
			stackId, account, region: region(), parameters, templateUrl: $("template-url").textContent,
			stackName: $("stack-name").value, isAcknowledged: $("acknowledge").checked,
			isExpandAcknowledged: $("acknowledge-expand").checked,
		});
		location.hash = "/stacks/events?stackId=" + encodeURIComponent(answer.stackId);
	} catch (error) {
		showError(error.message);
	}
	$("submit").disabled = false;
}
function pairs(list) {
	return list.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value || "(empty)")]);
}
function drawStack(stack) {
	$("stack-title").textContent = stack.name;
	$("stack-status").textContent = stack.status;
	$("stack-status").className = statusClass(stack.status);
	$("stack-reason").textContent = stack.reason && stack.reason !== "User Initiated" ? stack.reason : "";
	$("outputs").hidden = stack.outputs.length === 0;
	$("output-list").replaceChildren(...pairs(stack.outputs.map(({ key, value }) => [key, value])));
	$("stack-parameters").replaceChildren(...pairs(Object.entries(stack.parameters)));
	$("events").replaceChildren(...stack.events.map((event) => el("tr", {},
		el("td", {}, new Date(event.at).toLocaleTimeString()),
		el("td", { class: "mono" }, event.logicalId),
		el("td", { class: statusClass(event.status) }, event.status),
		el("td", {}, event.reason || ""))));
}
let watch = 0;
async function showStack(stackId) {
	show("detail");
	$("stack-title").focus();
	const turn = ++watch;
	const [, , , ownRegion, account] = stackId.split(":");
	$("update").href = "?region=" + ownRegion + "#/stacks/update/template?stackId=" + encodeURIComponent(stackId);
	$("delete").onclick = async () => {
		await api("delete-stack", { account, region: ownRegion, stackId });
		showStack(stackId);
	};
	for (;;) {
		const stack = await api("stack", { account, region: ownRegion, stackId });
		if (turn !== watch) return;
		drawStack(stack);
		$("stack-buttons").hidden = stack.status === "DELETE_COMPLETE";
		if (!stack.status.endsWith("_IN_PROGRESS")) return;
		await new Promise((done) => setTimeout(done, 300));
	}
}
async function showList() {
	show("list");
	const field = $("list-account");
	field.value = preferredAccount("");
	const load = async () => {
		const account = digits(field.value);
		if (account.length !== 12) return;
		rememberAccount(account);
		const stacks = await api("stacks", { account, region: region() });
		$("stacks").replaceChildren(...stacks.map((stack) => el("li", {},
			el("a", { href: "#/stacks/events?stackId=" + encodeURIComponent(stack.id) }, stack.name), " " + stack.status)));
		$("no-stacks").hidden = stacks.length > 0;
	};
	field.oninput = load;
	await load();
}
function route() {
	watch += 1;
	const { path, query } = hashQuery();
	if (path.startsWith("/stacks/create") || path.startsWith("/stacks/quickcreate") || path.startsWith("/stacks/update")) return showForm(query);
	if (path.startsWith("/stacksets")) return routeStackSets(path, query);
	if (query.get("stackId")) return showStack(query.get("stackId"));
	return showList();
}
$("create-form").addEventListener("submit", submitForm);
addEventListener("hashchange", route);
route();
`;
