// How a key for registering is made in Harness, as data: the page shows it step by step.
// https://developer.harness.io/docs/platform/role-based-access-control/add-and-manage-service-account
// https://developer.harness.io/docs/platform/automation/api/add-and-manage-api-keys

export type KeyGuideStep = {
	readonly title: string;
	/** What to do, in order; names of things on Harness's pages as they stand there. */
	readonly actions: readonly string[];
	/** Why, or what to look out for. */
	readonly note: string | null;
};

export const HARNESS_KEY_STEPS: readonly KeyGuideStep[] = [
	{
		title: "Create a role with two permissions",
		actions: [
			"In Harness, open Account Settings, Access Control, Roles and select New Role.",
			"Name it, for example Rolebridge, and save it.",
			"Under Shared Resources, Connectors, tick View and Create / Edit. Apply the changes.",
		],
		note: "Harness's document asks for the Admin role. These two permissions are enough, and a key that leaks can do no more than that.",
	},
	{
		title: "Create a service account",
		actions: [
			"In Access Control, open Service Accounts and select New Service Account.",
			"Name it, for example rolebridge, and save it.",
		],
		note: "A service account belongs to no person: the key goes on working when somebody leaves.",
	},
	{
		title: "Give it the role",
		actions: [
			"Beside the service account, select Manage Role Bindings, then Add.",
			"Choose the role and the resource group All Account Level Resources, and apply.",
		],
		note: "Connectors of Cloud Cost Management belong to the account, so a binding in a project does not reach them.",
	},
	{
		title: "Create an API key",
		actions: ["Open the service account, select API Key, name it and save it."],
		note: null,
	},
	{
		title: "Generate a token",
		actions: [
			"Under the new API key, select Token and name it.",
			"Tick Set Expiration Date and enter a date by the rules of your organization.",
			"Select Generate Token and copy the token. Harness shows it this once.",
		],
		note: "A key without a token opens nothing; the token is what the connection needs.",
	},
	{
		title: "Put it in here",
		actions: [
			"In Settings, under Harness account, enter the token as the API key.",
			"Enter its expiry under Token expires on, and save.",
		],
		note: "It is stored encrypted and sent to Harness only. Administrators are warned 14 days before it expires.",
	},
];

export type KeyPermission = {
	/** As Harness's access control names it. */
	readonly id: string;
	/** As its role editor names it. */
	readonly title: string;
	readonly why: string;
	readonly isRequired: boolean;
};

export const HARNESS_KEY_PERMISSIONS: readonly KeyPermission[] = [
	{
		id: "core_connector_view",
		title: "Connectors: View",
		why: "To compare each connector with what is planned, and to see what its own test says.",
		isRequired: true,
	},
	{
		id: "core_connector_edit",
		title: "Connectors: Create / Edit",
		why: "To register connectors, and to bring those that differ in line.",
		isRequired: true,
	},
	{
		id: "core_connector_delete",
		title: "Connectors: Delete",
		why: "Only to offboard accounts from here. Without it a connector is removed in Harness by hand.",
		isRequired: false,
	},
];
