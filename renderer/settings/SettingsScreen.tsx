/** Being written. */
export function SettingsScreen() {
  return null;
}
