/** Being written. */
export function DeskScreen() {
  return null;
}
