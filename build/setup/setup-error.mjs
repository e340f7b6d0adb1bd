/** Something is missing that a person has to provide; the message says what and how. */
export class SetupError extends Error {}
