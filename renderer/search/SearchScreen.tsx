/** Being written. */
export function SearchScreen() {
  return null;
}
