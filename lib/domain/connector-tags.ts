/** How many tags a connector may bear. */
export const TAG_LIMIT = 20;
