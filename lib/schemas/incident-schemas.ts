import * as z from "zod/mini";
import { FEATURES } from "#lib/domain/features.ts";

const text = (maxLength: number) => z.string().check(z.trim(), z.maxLength(maxLength, "This is too long."));
const IdSchema = z.string().check(z.regex(/^[\w-]{1,64}$/));
const CauseSchema = z.string().check(z.minLength(1), z.maxLength(300));

/** Incidents one by one, or all of one likely cause. */
const ChoiceSchema = z.union([
	z.object({ ids: z.array(IdSchema).check(z.minLength(1), z.maxLength(200)) }),
	z.object({ cause: CauseSchema }),
]);

export const AcknowledgementSchema = z.object({
	owner: text(128).check(z.minLength(1, "Enter who takes care of it.")),
	comment: text(1_000),
});
export const AcknowledgeSchema = z.object({ which: ChoiceSchema, ...AcknowledgementSchema.shape });

/** Null ends a mute. */
export const MuteSchema = z.object({ which: ChoiceSchema, until: z.nullable(z.date()) });

/** A moment as `datetime-local` gives it, read by the clock of whoever typed it. */
const LocalTimeSchema = z.pipe(
	z.string(),
	z.transform((typed: string, context) => {
		const at = new Date(typed);
		if (typed !== "" && !Number.isNaN(at.getTime())) return at;
		context.issues.push({ code: "custom", message: "Enter a date and a time.", input: typed });
		return z.NEVER;
	}),
);

export const MUTE_CHOICES = ["1h", "8h", "tomorrow", "custom"] as const;
export const MuteFormSchema = z
	.object({ choice: z.enum(MUTE_CHOICES), until: z.string() })
	.check(({ value, issues }) => {
		if (value.choice !== "custom") return;
		const until = LocalTimeSchema.safeParse(value.until);
		if (!until.success) {
			issues.push({ code: "custom", path: ["until"], message: "Enter a date and a time.", input: value });
		}
	});
export type MuteChoice = z.output<typeof MuteFormSchema>;

const SELECTION = {
	select: z.enum(["all", "tag", "feature", "owner"]),
	tagKey: text(128),
	tagValue: text(256),
	feature: z.enum(FEATURES),
	owner: text(128),
};
type Selection = { readonly select: string; readonly tagKey: string; readonly owner: string };
type Refuse = (field: string, message: string) => void;

function checkSelection({ select, tagKey, owner }: Selection, refuse: Refuse): void {
	if (select === "tag" && tagKey === "") refuse("tagKey", "Enter the tag's key.");
	if (select === "owner" && owner === "") refuse("owner", "Enter the owner.");
}

/** A maintenance window as it is typed. */
export const WindowFormSchema = z
	.object({ ...SELECTION, startsAt: LocalTimeSchema, endsAt: LocalTimeSchema, comment: text(500) })
	.check(({ value, issues }) => {
		const refuse: Refuse = (field, message) =>
			issues.push({ code: "custom", path: [field], message, input: value });
		checkSelection(value, refuse);
		if (value.endsAt <= value.startsAt) refuse("endsAt", "It must end after it begins.");
	});
export type WindowForm = z.input<typeof WindowFormSchema>;

/** The same as it is sent: moments, no clock of anybody's. */
export const WindowSchema = z
	.object({ ...SELECTION, startsAt: z.date(), endsAt: z.date(), comment: text(500) })
	.check(({ value, issues }) =>
		checkSelection(value, (field, message) =>
			issues.push({ code: "custom", path: [field], message, input: value }),
		),
	);
export type WindowInput = z.output<typeof WindowSchema>;
export const WindowIdSchema = z.object({ id: IdSchema });

/** Where the page's lists begin; what cannot be read begins at the top. */
export const IncidentsPageSchema = z.object({
	cause: z.catch(z.optional(CauseSchema), undefined),
	skip: z.catch(z.coerce.number().check(z.int(), z.minimum(0), z.maximum(1_000_000)), 0),
	after: z.catch(z.optional(IdSchema), undefined),
});
