/** UUID text (36 characters) as the 16 bytes SQLite keeps. */
export function idBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

/** The 16 bytes SQLite keeps as UUID text. */
export function idText(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/**
 * The `nth` of several ids written one after another by SQL's hex(), as UUID text; null past the end. For answers of thousands of rows: a
 * buffer for each id costs more there than everything else together.
 */
export function idAmong(hexes: string, nth: number): string | null {
  const from = nth * 32;
  if (from >= hexes.length) return null;
  const piece = (start: number, end: number) => hexes.slice(from + start, from + end);
  return `${piece(0, 8)}-${piece(8, 12)}-${piece(12, 16)}-${piece(16, 20)}-${piece(20, 32)}`.toLowerCase();
}
