/** Being written. */
export function SchemesScreen() {
  return null;
}
