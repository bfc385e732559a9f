/** Something that the person at the keyboard can mend: its message is one sentence with the way out, shown without a stack. */
export class MissingError extends Error {}
