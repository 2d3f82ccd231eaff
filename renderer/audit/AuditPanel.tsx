/** Being written. */
export function AuditPanel() {
  return null;
}
