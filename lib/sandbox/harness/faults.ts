import * as z from "zod/mini";

/** On, off, or on for the next N requests. */
const Switch = z.union([z.boolean(), z.int().check(z.minimum(0))]);

const Faults = z.strictObject({
	/** Only requests whose path contains this are disturbed; empty: all. */
	onlyPath: z.string(),
	/** Only requests of this method, such as `POST`; empty: all. */
	onlyMethod: z.string(),
	unauthorized: Switch,
	forbidden: Switch,
	rateLimited: Switch,
	latencyMs: z.int().check(z.minimum(0)),
	serverError: Switch,
	reset: Switch,
	/** Carries the request out and drops the connection instead of answering. */
	resetAfter: Switch,
	/** A web page instead of JSON. */
	html: Switch,
	/** JSON of a shape that nobody expects. */
	garbage: Switch,
	rejectSaves: Switch,
	/** Every connection is dropped until it is off again. */
	down: z.boolean(),
	/** Refuses a delegate's own identity without tags of delegates, as parts of Harness's code do. */
	wantsDelegateTags: z.boolean(),
	/** Not found as HTTP 400 RESOURCE_NOT_FOUND_EXCEPTION, as Harness answered until 2023. */
	oldNotFound: z.boolean(),
	/** Access control is not there: nobody can ask what a key may do. */
	noAccessCheck: z.boolean(),
	/** awsaccountconnectiondetail names another Harness account. */
	otherExternalId: z.boolean(),
	validator: z.strictObject({
		/** Reads only the first page of report definitions. On by default, as in Harness. */
		firstPageOnly: z.boolean(),
		/** Asks for AutoStopping's wide actions although narrower ones were chosen. */
		wideActions: z.boolean(),
		/** Behaves as if the month had just changed. */
		monthStart: z.boolean(),
		/** Does not know data exports: no CUR 2.0 report is ever found. */
		onlyCur1: z.boolean(),
		/** Any error of the cost report API counts as success. On by default, as in Harness. */
		reportErrorsPass: z.boolean(),
		/** Harness's own data job did not run. */
		dataJob: z.boolean(),
		/** The test breaks for a reason that nobody names. */
		unknownError: z.boolean(),
		/** Denies one action that the role allows. */
		deniesAction: z.string(),
	}),
});
export type Faults = z.infer<typeof Faults>;
type SwitchName = {
	[Name in keyof Faults]: Faults[Name] extends boolean | number ? Name : never;
}[keyof Faults];

export const NO_FAULTS: Faults = {
	onlyPath: "",
	onlyMethod: "",
	unauthorized: false,
	forbidden: false,
	rateLimited: false,
	latencyMs: 0,
	serverError: false,
	reset: false,
	resetAfter: false,
	html: false,
	garbage: false,
	rejectSaves: false,
	down: false,
	wantsDelegateTags: false,
	oldNotFound: false,
	noAccessCheck: false,
	otherExternalId: false,
	validator: {
		firstPageOnly: true,
		wideActions: false,
		monthStart: false,
		onlyCur1: false,
		reportErrorsPass: true,
		dataJob: false,
		unknownError: false,
		deniesAction: "",
	},
};

/** The faults after a change, or null when the change names something that is no fault. */
export function changeFaults(faults: Faults, change: unknown): Faults | null {
	const given = z.safeParse(z.looseObject({ validator: z.optional(z.looseObject({})) }), change);
	if (!given.success) return null;
	const merged = { ...faults, ...given.data, validator: { ...faults.validator, ...given.data.validator } };
	const parsed = z.safeParse(Faults, merged);
	return parsed.success ? parsed.data : null;
}

/** Whether the fault strikes this request; a counted one is used up. */
export function strike(faults: Faults, name: Exclude<SwitchName, "latencyMs">): boolean {
	const value = faults[name];
	if (typeof value === "boolean") return value;
	if (value <= 0) return false;
	Object.assign(faults, { [name]: value - 1 });
	return true;
}
