/** Being written. */
export function SyncScreen() {
  return null;
}
