/** Being written. */
export function BackupPanel() {
  return null;
}
