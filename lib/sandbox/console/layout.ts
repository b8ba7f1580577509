/** The frame of every page that plays the AWS console. No resource comes from elsewhere. */
export function consoleLayout(page: {
	readonly title: string;
	readonly body: string;
	readonly script: string;
}): string {
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title} · Sandbox</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%235d6673'/%3E%3C/svg%3E">
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header>
<p class="banner"><strong>Sandbox</strong> This page plays the AWS console. Nothing here reaches AWS.</p>
<nav aria-label="Services"><a href="/console">Console home</a><a href="/console/cloudformation/home?region=us-east-1#/stacks">CloudFormation</a><a href="/console/cloudformation/home?region=us-east-1#/stacksets">StackSets</a><a href="/console/organizations/v2/home/accounts">AWS Organizations</a><a href="/console/costmanagement/home#/bcm-data-exports">Billing and Cost Management</a></nav>
</header>
<main id="main" tabindex="-1">${page.body}</main>
<script>${CLIENT}${page.script}</script>
</body>
</html>`;
}

const STYLE = `
:root{--ink:#14181f;--ink-2:#4a5361;--line:#e3e6ea;--line-2:#8a93a0;--paper:#fff;--wash:#f6f7f9;--brand:#0b5c6b;--brand-ink:#fff;--focus:#0b7285;--ok:#1a7f4b;--bad:#b3261e;--wait:#3b5bab;--warn-wash:#fdf3dc;--warn:#6b4300}
@media (prefers-color-scheme:dark){:root{--ink:#eceff3;--ink-2:#b3bcc8;--line:#272d36;--line-2:#6d7785;--paper:#12161c;--wash:#0c0f14;--brand:#5cc3d2;--brand-ink:#06222a;--focus:#7fd6e3;--ok:#55c98c;--bad:#ff8f86;--wait:#92b1f5;--warn-wash:#2d220c;--warn:#e5b04f}}
*{box-sizing:border-box}html{font:14px/1.5 ui-sans-serif,system-ui,sans-serif;color:var(--ink);background:var(--wash)}body{margin:0}
h1{font-size:22px;margin:0 0 4px}h2{font-size:15px;margin:0 0 12px}p{margin:0 0 12px}a{color:var(--brand);text-underline-offset:3px}
.banner{margin:0;padding:8px 24px;background:var(--warn-wash);color:var(--warn)}.banner strong{margin-right:8px}
header{background:var(--paper);border-bottom:1px solid var(--line)}nav{display:flex;flex-wrap:wrap;gap:4px 20px;padding:12px 24px}
main{max-width:880px;margin:0 auto;padding:24px 24px 64px}main:focus{outline:none}
.skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;background:var(--paper);padding:8px}
section,fieldset{background:var(--paper);border:1px solid var(--line);border-radius:8px;padding:20px;margin:0 0 16px;min-width:0}legend{font-weight:600;font-size:15px;padding:0 4px}
label{display:block;font-weight:500;margin-bottom:4px}.field{margin-bottom:16px}.hint{color:var(--ink-2);font-size:12.5px;margin:4px 0 0}
input[type=text],select,textarea{width:100%;height:38px;padding:0 12px;border:1px solid var(--line-2);border-radius:7px;background:var(--paper);color:var(--ink);font:inherit}
.check{display:flex;gap:10px;align-items:flex-start}.check input{margin-top:4px}.check label{margin:0;font-weight:400}
button{height:40px;padding:0 18px;border-radius:7px;border:1px solid var(--brand);background:var(--brand);color:var(--brand-ink);font:500 14px inherit;font-family:inherit;cursor:pointer}button[disabled]{opacity:.6;cursor:default}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
.mono,td.mono,dd{font-family:ui-monospace,monospace;font-size:12.5px;overflow-wrap:anywhere}
.scroll{overflow-x:auto}table{width:100%;border-collapse:collapse}th{text-align:left;font-weight:500;color:var(--ink-2);font-size:12.5px}th,td{padding:8px 12px 8px 0;border-bottom:1px solid var(--line);vertical-align:top}
.ok{color:var(--ok)}.bad{color:var(--bad)}.wait{color:var(--wait)}.alert{border-color:var(--bad)}
dl{margin:0}dt{color:var(--ink-2);font-size:12.5px}dd{margin:0 0 12px}[hidden]{display:none}`;

/** Shared by the pages' scripts: calls, text nodes (never markup) and the account field. */
const CLIENT = `
const $ = (id) => document.getElementById(id);
async function api(name, body = {}) {
	const answer = await fetch("/console/api/" + name, { method: "POST", body: JSON.stringify(body) });
	const value = await answer.json();
	if (!answer.ok) throw new Error(value.message);
	return value;
}
function el(tag, props = {}, ...children) {
	const node = document.createElement(tag);
	for (const [name, value] of Object.entries(props)) {
		if (name === "class" || name === "for" || name.startsWith("aria-")) node.setAttribute(name, value);
		else node[name] = value;
	}
	node.append(...children);
	return node;
}
function hashQuery() {
	const [path, ...query] = location.hash.slice(1).split("?");
	return { path, query: new URLSearchParams(query.join("?")) };
}
const region = () => new URLSearchParams(location.search).get("region") || "us-east-1";
const digits = (text) => (text || "").replace(/[^0-9]/g, "");
function preferredAccount(given) {
	const own = digits(given) || digits(new URLSearchParams(location.search).get("account"));
	return own.length === 12 ? own : (sessionStorage.getItem("account") || "123456789012");
}
function rememberAccount(id) { sessionStorage.setItem("account", id); }
async function fillAccounts() {
	const list = $("accounts");
	list.replaceChildren();
	for (const { id, name } of await api("accounts")) list.append(el("option", { value: id, label: name }));
}
function statusClass(status) {
	if (/FAILED|ROLLBACK/.test(status)) return "bad";
	return /COMPLETE$/.test(status) ? "ok" : "wait";
}
function showError(text) {
	$("error").hidden = text === "";
	$("error-text").textContent = text;
	if (text !== "") $("error").focus();
}
`;

/** The account switcher: any 12 digits are an account. */
export const ACCOUNT_FIELD = `<div class="field"><label for="account">AWS account</label>
<input type="text" id="account" name="account" list="accounts" inputmode="numeric" autocomplete="off" aria-describedby="account-hint" required>
<datalist id="accounts"></datalist><p class="hint" id="account-hint">You act as this account's administrator. Any 12 digits are an account here.</p></div>`;

export const ERROR_BOX = `<section class="alert" id="error" role="alert" tabindex="-1" hidden><h2>That did not work</h2><p id="error-text"></p></section>`;
