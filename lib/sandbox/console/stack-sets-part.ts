import { REGION_OPTIONS } from "./region-options.ts";

/** StackSets within the CloudFormation page: the list, the form to create or edit one, and one with its instances. */
export const STACK_SETS_BODY = `
<div id="set-list" hidden>
<h1>StackSets</h1>
<section><div class="field"><label for="set-list-account">Show the StackSets of</label>
<input type="text" id="set-list-account" inputmode="numeric" autocomplete="off" aria-describedby="set-list-account-hint">
<p class="hint" id="set-list-account-hint">The management account of an organization.</p></div>
<p id="access"></p><button type="button" id="activate" hidden>Activate trusted access</button></section>
<section><h2>StackSets in this account</h2><ul id="sets"></ul><p id="no-sets" hidden>There are no StackSets in this account and region.</p>
<p><a href="#/stacksets/create">Create StackSet</a></p></section>
</div>
<div id="set-form" hidden>
<h1 id="set-form-title">Create StackSet</h1>
<section class="alert" id="set-error" role="alert" tabindex="-1" hidden><h2>That did not work</h2><p id="set-error-text"></p></section>
<form id="stack-set-form" novalidate>
<section><h2>Choose a template</h2>
<div class="field"><label for="set-account">Management account</label><input type="text" id="set-account" inputmode="numeric" autocomplete="off" required></div>
<fieldset><legend>Permissions</legend><div class="check"><input type="radio" name="set-permissions" id="set-service-managed" checked><label for="set-service-managed">Service-managed permissions</label></div></fieldset>
<fieldset><legend>Template source</legend><div class="check"><input type="radio" name="set-source" id="set-s3" checked><label for="set-s3">Amazon S3 URL</label></div>
<div class="field"><label for="set-template-url">Template URL</label><input type="text" id="set-template-url" autocomplete="off"></div>
<button type="button" id="set-load">Load template</button></fieldset></section>
<section><h2>Specify StackSet details</h2>
<div class="field"><label for="set-name">StackSet name</label><input type="text" id="set-name" autocomplete="off" required></div>
<div class="field"><label for="set-description">StackSet description</label><input type="text" id="set-description" autocomplete="off"></div>
<h2>StackSet parameters</h2><div id="set-parameters"></div></section>
<section><h2>Configure StackSet options</h2>
<fieldset><legend>Managed execution</legend><div class="check"><input type="radio" name="set-managed" id="set-managed-active"><label for="set-managed-active">Active</label></div><div class="check"><input type="radio" name="set-managed" id="set-managed-inactive" checked><label for="set-managed-inactive">Inactive</label></div></fieldset>
<div id="set-capabilities" hidden><p>This template makes IAM resources.</p><div class="check"><input type="checkbox" id="set-acknowledge"><label for="set-acknowledge">I acknowledge that this StackSet might create IAM resources with custom names.</label></div></div></section>
<section id="set-deployment"><h2>Set deployment options</h2>
<fieldset id="set-add"><legend>Add stacks to StackSet</legend><div class="check"><input type="radio" name="set-stacks" id="set-new-stacks" checked><label for="set-new-stacks">Deploy new stacks</label></div></fieldset>
<fieldset id="set-targets"><legend>Deployment targets</legend>
<div class="check"><input type="radio" name="set-target" id="set-organization" checked><label for="set-organization">Deploy to organization</label></div>
<div class="check"><input type="radio" name="set-target" id="set-units"><label for="set-units">Deploy to organizational units (OUs)</label></div>
<div class="field"><label for="set-unit-ids">OU IDs</label><input type="text" id="set-unit-ids" autocomplete="off" aria-describedby="set-unit-ids-hint"><p class="hint" id="set-unit-ids-hint">Separated by commas. AWS Organizations shows them.</p></div></fieldset>
<fieldset><legend>Automatic deployment</legend><div class="check"><input type="radio" name="set-auto" id="set-auto-on" checked><label for="set-auto-on">Enabled</label></div><div class="check"><input type="radio" name="set-auto" id="set-auto-off"><label for="set-auto-off">Disabled</label></div></fieldset>
<fieldset><legend>Account removal behavior</legend><div class="check"><input type="radio" name="set-removal" id="set-delete-stacks" checked><label for="set-delete-stacks">Delete stacks</label></div><div class="check"><input type="radio" name="set-removal" id="set-retain-stacks"><label for="set-retain-stacks">Retain stacks</label></div></fieldset>
<div class="field" id="set-region-field"><label for="set-region">Specify regions</label><select id="set-region">${REGION_OPTIONS}</select></div>
<div class="field"><label for="set-concurrent">Maximum concurrent accounts (percent)</label><input type="text" id="set-concurrent" inputmode="numeric" value="100" autocomplete="off"></div>
<div class="field"><label for="set-tolerance">Failure tolerance (percent)</label><input type="text" id="set-tolerance" inputmode="numeric" value="0" autocomplete="off"></div>
<fieldset><legend>Region Concurrency</legend><div class="check"><input type="radio" name="set-order" id="set-sequential" checked><label for="set-sequential">Sequential</label></div><div class="check"><input type="radio" name="set-order" id="set-parallel"><label for="set-parallel">Parallel</label></div></fieldset></section>
<button type="submit" id="set-submit">Submit</button>
</form>
</div>
<div id="set-detail" hidden>
<h1 id="set-title" tabindex="-1"></h1>
<p role="status" aria-live="polite"><strong id="set-status"></strong> <span id="set-counts"></span></p>
<p><a id="set-edit">Edit StackSet details</a></p>
<section class="alert" id="set-detail-error" role="alert" tabindex="-1" hidden><h2>That did not work</h2><p id="set-detail-error-text"></p></section>
<section><h2>Operations</h2><div class="scroll" tabindex="0" role="region" aria-label="Operations"><table><thead><tr><th scope="col">Time</th><th scope="col">Action</th><th scope="col">Status</th><th scope="col">Operation ID</th></tr></thead><tbody id="set-operations"></tbody></table></div></section>
<section><h2>Stack instances</h2><div class="scroll" tabindex="0" role="region" aria-label="Stack instances"><table><thead><tr><th scope="col">AWS account</th><th scope="col">Region</th><th scope="col">Status</th><th scope="col">Detailed status</th><th scope="col">Status reason</th></tr></thead><tbody id="set-instances"></tbody></table></div></section>
<section><h2>Parameters</h2><dl id="set-values"></dl></section>
<section><h2>Add stacks or override parameters</h2><form id="set-change" novalidate>
<div class="field"><label for="change-units">AWS OU IDs</label><input type="text" id="change-units" autocomplete="off"></div>
<div class="field"><label for="change-accounts">Only these accounts</label><input type="text" id="change-accounts" autocomplete="off" aria-describedby="change-accounts-hint"><p class="hint" id="change-accounts-hint">Separated by commas. Empty means all accounts of the OUs.</p></div>
<div class="field"><label for="change-region">Regions</label><select id="change-region">${REGION_OPTIONS}</select></div>
<div class="field"><label for="change-values">Override StackSet parameters</label><textarea id="change-values" rows="4" aria-describedby="change-values-hint"></textarea><p class="hint" id="change-values-hint">One a line, as Name=Value.</p></div>
<button type="submit" id="change-add">Add stacks</button> <button type="button" id="change-override">Override parameters</button>
</form></section>
</div>`;

export const STACK_SETS_SCRIPT = `
const listIn = (text) => text.split(/[\\s,]+/).filter((part) => part !== "");
function showIn(id, text) {
	$(id).hidden = text === "";
	$(id + "-text").textContent = text;
	if (text !== "") $(id).focus();
}
async function showSetList() {
	show("set-list");
	const field = $("set-list-account");
	field.value = preferredAccount("");
	const load = async () => {
		const account = digits(field.value);
		if (account.length !== 12) return;
		rememberAccount(account);
		const { sets, isTrusted, isOrganization } = await api("stack-sets", { account, region: region() });
		$("access").textContent = !isOrganization ? "This account manages no organization." : isTrusted ? "Trusted access with AWS Organizations is activated." : "Trusted access with AWS Organizations is not activated.";
		$("activate").hidden = !isOrganization || isTrusted;
		$("activate").onclick = async () => {
			await api("activate-access", { account });
			await load();
		};
		$("sets").replaceChildren(...sets.map((set) => el("li", {}, el("a", { href: "#/stacksets/" + encodeURIComponent(set.id) + "/info" }, set.name), " " + set.status)));
		$("no-sets").hidden = sets.length > 0;
	};
	field.oninput = load;
	await load();
}
async function loadSetTemplate(query) {
	const stackSetId = query.get("stackSetId") || undefined;
	showIn("set-error", "");
	try {
		const template = await api("stack-set-template", { account: digits($("set-account").value), region: region(), templateUrl: $("set-template-url").value.trim(), stackSetId });
		$("set-parameters").replaceChildren(...template.parameters.map((parameter) => parameterField(parameter, template.values[parameter.key] ?? null, "set-param-")));
		$("set-capabilities").hidden = template.capabilities.length === 0;
		if (stackSetId) $("set-name").value = template.name;
	} catch (error) {
		showIn("set-error", error.message);
	}
}
async function showSetForm(query) {
	show("set-form");
	const stackSetId = query.get("stackSetId");
	$("set-form-title").textContent = stackSetId ? "Edit StackSet details" : "Create StackSet";
	for (const id of ["set-add", "set-targets", "set-region-field"]) $(id).hidden = stackSetId !== null;
	$("set-name").readOnly = stackSetId !== null;
	$("set-account").value = preferredAccount("");
	$("set-region").value = region();
	// Leaving the field for the button tells both: one address is loaded once, or what was typed since is lost.
	let loadedUrl = "";
	const loadNamed = () => {
		const url = $("set-template-url").value.trim();
		if (url === loadedUrl) return;
		loadedUrl = url;
		loadSetTemplate(query);
	};
	$("set-load").onclick = loadNamed;
	$("set-template-url").onchange = loadNamed;
	$("set-account").onchange = () => (loadedUrl = "");
	$("stack-set-form").onsubmit = (event) => submitSet(event, stackSetId);
	if (!stackSetId) return;
	const set = await api("stack-set", { account: preferredAccount(""), region: region(), stackSetId });
	$(set.isManaged ? "set-managed-active" : "set-managed-inactive").checked = true;
	$(set.isAutomatic ? "set-auto-on" : "set-auto-off").checked = true;
	$(set.retainsStacks ? "set-retain-stacks" : "set-delete-stacks").checked = true;
	await loadSetTemplate(query);
}
async function submitSet(event, stackSetId) {
	event.preventDefault();
	showIn("set-error", "");
	const account = digits($("set-account").value);
	if (account.length !== 12) return showIn("set-error", "An AWS account has 12 digits.");
	if (!$("set-capabilities").hidden && !$("set-acknowledge").checked)
		return showIn("set-error", "Tick the acknowledgement first: the stacks make IAM resources with custom names.");
	const unitIds = $("set-units").checked ? listIn($("set-unit-ids").value) : [];
	if (!stackSetId && $("set-units").checked && unitIds.length === 0) return showIn("set-error", "Name at least one OU.");
	$("set-submit").disabled = true;
	try {
		rememberAccount(account);
		const answer = await api(stackSetId ? "update-stack-set" : "create-stack-set", {
			stackSetId: stackSetId || undefined, account, region: region(), name: $("set-name").value.trim(), description: $("set-description").value,
			templateUrl: $("set-template-url").value.trim(), parameters: parametersOf("set-parameters"),
			isManaged: $("set-managed-active").checked, isAcknowledged: $("set-acknowledge").checked, unitIds,
			isAutomatic: $("set-auto-on").checked, retainsStacks: $("set-retain-stacks").checked, regions: [$("set-region").value],
			maxConcurrent: $("set-concurrent").value, failureTolerance: $("set-tolerance").value, isParallel: $("set-parallel").checked,
		});
		location.hash = "/stacksets/" + encodeURIComponent(answer.stackSetId) + "/info";
	} catch (error) {
		showIn("set-error", error.message);
	}
	$("set-submit").disabled = false;
}
function drawSet(set) {
	$("set-title").textContent = set.name;
	$("set-status").textContent = set.status;
	$("set-counts").textContent = Object.entries(set.counts).map(([name, count]) => count + " " + name).join(", ");
	$("set-operations").replaceChildren(...set.operations.map((operation) => el("tr", {},
		el("td", {}, new Date(operation.createdAt).toLocaleTimeString()), el("td", {}, operation.action),
		el("td", { class: operation.status === "FAILED" ? "bad" : operation.status === "SUCCEEDED" ? "ok" : "wait" }, operation.status), el("td", { class: "mono" }, operation.id))));
	$("set-instances").replaceChildren(...set.instances.map((instance) => el("tr", {},
		el("td", { class: "mono" }, instance.accountId), el("td", {}, instance.region), el("td", {}, instance.status),
		el("td", { class: instance.detail === "SUCCEEDED" ? "ok" : /FAILED|INOPERABLE/.test(instance.detail) ? "bad" : "wait" }, instance.detail),
		el("td", {}, instance.reason || ""))));
	$("set-values").replaceChildren(...pairs(Object.entries(set.parameters)));
}
async function changeSet(call, stackSetId) {
	showIn("set-detail-error", "");
	const lines = $("change-values").value.split("\\n").filter((line) => line.includes("="));
	try {
		await api(call, {
			account: preferredAccount(""), region: region(), stackSetId, regions: [$("change-region").value],
			unitIds: listIn($("change-units").value), accounts: listIn($("change-accounts").value),
			values: Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf("=")).trim(), line.slice(line.indexOf("=") + 1).trim()])),
		});
		await showSet(stackSetId);
	} catch (error) {
		showIn("set-detail-error", error.message);
	}
}
async function showSet(stackSetId) {
	show("set-detail");
	$("set-title").focus();
	const turn = ++watch;
	$("set-edit").href = "#/stacksets/update?stackSetId=" + encodeURIComponent(stackSetId);
	$("change-region").value = region();
	$("set-change").onsubmit = (event) => {
		event.preventDefault();
		changeSet("add-stacks", stackSetId);
	};
	$("change-override").onclick = () => changeSet("override-parameters", stackSetId);
	for (;;) {
		const set = await api("stack-set", { account: preferredAccount(""), region: region(), stackSetId });
		if (turn !== watch) return;
		drawSet(set);
		if (!set.isBusy) return;
		await new Promise((done) => setTimeout(done, 500));
	}
}
function routeStackSets(path, query) {
	if (path.startsWith("/stacksets/create") || path.startsWith("/stacksets/update")) return showSetForm(query);
	const id = /^\\/stacksets\\/([^/]+)\\//.exec(path)?.[1];
	return id ? showSet(decodeURIComponent(id)) : showSetList();
}
`;
