import * as z from "zod/mini";
import { isServerlessVersion } from "#lib/domain/platform/init-script.ts";

/** What is to be done to a delegate's YAML. It is asked for and answered in the browser; nothing of it is sent. */
export const DelegateYamlSchema = z
	.object({
		yaml: z
			.string()
			.check(z.refine((text) => text.trim() !== "", "Paste the delegate's YAML, or choose its file.")),
		isServerless: z.boolean(),
		distribution: z.enum(["apt", "microdnf"]),
		withAwsCli: z.boolean(),
		serverlessVersion: z.string().check(z.trim()),
		/** Of several in the file; empty: there is one. */
		delegateName: z.string(),
	})
	.check(
		z.refine(
			({ isServerless, serverlessVersion }) => !isServerless || isServerlessVersion(serverlessVersion),
			{
				message: "A version looks like 3.40.0.",
				path: ["serverlessVersion"],
			},
		),
	);
export type DelegateYamlInput = z.output<typeof DelegateYamlSchema>;
