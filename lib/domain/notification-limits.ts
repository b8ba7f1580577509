/** More channels than this are refused; each incident is weighed against every one of them. */
export const CHANNEL_LIMIT = 100;
