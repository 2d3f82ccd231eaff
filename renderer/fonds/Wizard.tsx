/** Being written. */
export function Wizard() {
  return null;
}
