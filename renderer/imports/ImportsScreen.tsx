/** Being written. */
export function ImportsScreen() {
  return null;
}
