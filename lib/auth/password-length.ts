/** The shortest password that is accepted; length is what resists guessing, so no composition is asked for. */
export const MIN_PASSWORD_LENGTH = 12;
export const MAX_PASSWORD_LENGTH = 128;
