/** [F1] A fonds code matches the fonds' own pattern, whole; an empty pattern accepts any; a broken one accepts none. */
export function codeMatches(code: string, pattern: string): boolean {
  if (pattern === '') return true;
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(code);
  } catch {
    return false;
  }
}
