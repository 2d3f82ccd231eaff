/** Being written. */
export function PrintsScreen() {
  return null;
}
