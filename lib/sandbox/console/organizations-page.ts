import { ACCOUNT_FIELD, consoleLayout, ERROR_BOX } from "./layout.ts";

/** The tree of an organization, with the ids that a rollout asks for. */
export function organizationsPage(): string {
	return consoleLayout({ title: "AWS Organizations", body: BODY, script: SCRIPT });
}

const BODY = `
<h1>AWS accounts</h1>
${ERROR_BOX}
<section><h2>Management account</h2>${ACCOUNT_FIELD}</section>
<section><h2>Organizational structure</h2><p id="summary"></p>
<div class="scroll" tabindex="0" role="region" aria-label="Organizational structure" id="tree" hidden><table><thead><tr><th scope="col">Name</th><th scope="col">ID</th><th scope="col">State</th></tr></thead><tbody id="rows"></tbody></table></div></section>`;

const SCRIPT = `
async function load() {
	const account = digits($("account").value);
	if (account.length !== 12) return;
	rememberAccount(account);
	const organization = await api("organization", { account });
	$("tree").hidden = organization === null;
	if (organization === null) {
		$("summary").textContent = "This account manages no organization.";
		return;
	}
	$("summary").textContent = "Organization " + organization.id + ", " + organization.accountCount + " accounts." + (organization.isComplete ? "" : " The first 500 are shown.");
	$("rows").replaceChildren(...organization.rows.map((row) => {
		const name = el("td", {}, row.name);
		name.style.paddingLeft = row.depth * 20 + "px";
		return el("tr", {}, name, el("td", { class: "mono" }, row.id), el("td", {}, row.state));
	}));
}
$("account").value = preferredAccount("");
$("account").oninput = load;
fillAccounts();
load();
`;
