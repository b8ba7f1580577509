import { SANDBOX_COST_BUCKET, SANDBOX_PAYER_ACCOUNT_ID } from "../seed.ts";
import { ACCOUNT_FIELD, consoleLayout, ERROR_BOX } from "./layout.ts";

/** Makes a cost report with its bucket, with the settings that Harness asks for. */
export function billingPage(): string {
	return consoleLayout({ title: "Data Exports", body: BODY, script: SCRIPT });
}

const BODY = `
<h1>Data Exports</h1>
<p>The account <span class="mono">${SANDBOX_PAYER_ACCOUNT_ID}</span> has reports from the beginning, in the bucket <span class="mono">${SANDBOX_COST_BUCKET}</span>.</p>
${ERROR_BOX}
<form id="report-form" novalidate>
<section><h2>Account</h2>${ACCOUNT_FIELD}</section>
<section><h2>Create a cost report</h2>
<div class="field"><label for="type">Report type</label><select id="type"><option>CUR 2.0</option><option>CUR 1.0</option></select></div>
<div class="field"><label for="name">Report name</label><input type="text" id="name" autocomplete="off" required></div>
<div class="field"><label for="bucket">S3 bucket name</label><input type="text" id="bucket" autocomplete="off" aria-describedby="bucket-hint" required><p class="hint" id="bucket-hint">Made in us-east-1 when it does not exist.</p></div>
<div class="field"><label for="prefix">S3 path prefix</label><input type="text" id="prefix" value="cur" autocomplete="off"></div>
<div class="check field"><input type="checkbox" id="delivered" checked><label for="delivered">AWS has delivered it already</label></div>
<button type="submit">Create report</button></section>
</form>
<p role="status" aria-live="polite" id="done"></p>
<section><h2>Reports in this account</h2><div class="scroll" tabindex="0" role="region" aria-label="Reports"><table><thead><tr><th scope="col">Name</th><th scope="col">Type</th><th scope="col">Bucket</th><th scope="col">Prefix</th></tr></thead><tbody id="reports"></tbody></table></div><p id="no-reports" hidden>There are none yet.</p></section>`;

const SCRIPT = `
async function load() {
	const account = digits($("account").value);
	if (account.length !== 12) return;
	rememberAccount(account);
	const reports = await api("reports", { account });
	$("reports").replaceChildren(...reports.map((report) => el("tr", {}, ...[report.name, report.type, report.bucket, report.prefix].map((text) => el("td", { class: "mono" }, text)))));
	$("no-reports").hidden = reports.length > 0;
}
$("account").value = preferredAccount("");
$("account").oninput = load;
$("report-form").addEventListener("submit", async (event) => {
	event.preventDefault();
	showError("");
	try {
		await api("create-report", {
			account: digits($("account").value), type: $("type").value, name: $("name").value,
			bucket: $("bucket").value, prefix: $("prefix").value, isDelivered: $("delivered").checked,
		});
		$("done").textContent = "Report " + $("name").value + " created.";
		await load();
	} catch (error) {
		showError(error.message);
	}
});
fillAccounts();
load();
`;
