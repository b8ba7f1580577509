import { problemOf } from "../../problem.ts";

/** Whatever is no address of the API. */
function unknownAddress(): Response {
	return problemOf({ code: "API_ADDRESS_UNKNOWN" });
}

export const GET = unknownAddress;
export const POST = unknownAddress;
export const PUT = unknownAddress;
export const PATCH = unknownAddress;
export const DELETE = unknownAddress;
