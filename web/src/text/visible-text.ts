/** Whether a text has anything that is seen: letters, digits or signs, not only blanks, controls and marks that stand on nothing. */
export function hasVisibleText(text: string): boolean {
  return /[^\s\p{C}\p{Z}\p{M}\u115f\u1160\u3164\uffa0]/u.test(text)
}
