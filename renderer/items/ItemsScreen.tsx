/** Being written. */
export function ItemsScreen() {
  return null;
}
