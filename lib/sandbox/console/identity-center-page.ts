import { consoleLayout, ERROR_BOX } from "./layout.ts";

/** The access portal: signs in to the account that the link names, then goes on to its destination. */
export function identityCenterPage(): string {
	return consoleLayout({
		title: "AWS access portal",
		body: `<h1>AWS access portal</h1>${ERROR_BOX}
<section><h2>Sign in to an account</h2><dl><dt>AWS account</dt><dd id="portal-account"></dd><dt>Permission set</dt><dd id="portal-role"></dd></dl>
<button type="button" id="continue">Continue to the console</button></section>`,
		script: `
const { query } = hashQuery();
const account = digits(query.get("account_id"));
$("portal-account").textContent = account || "(none)";
$("portal-role").textContent = query.get("role_name") || "(none)";
$("continue").onclick = () => {
	if (account.length !== 12) return showError("The link names no AWS account.");
	rememberAccount(account);
	let target = { pathname: "/console", search: "", hash: "" };
	try { target = new URL(query.get("destination"), location.origin); } catch { /* No destination: the console's home. */ }
	const path = target.pathname.startsWith("/console") ? target.pathname : "/console" + target.pathname;
	const search = new URLSearchParams(target.search);
	search.set("account", account);
	location.assign(path + "?" + search + target.hash);
};`,
	});
}
