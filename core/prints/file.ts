export const mediaTypes = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** What says anything, with blanks between; what no file system takes becomes `_`. */
export function fileName(parts: readonly (string | number)[]): string {
  return parts
    .filter((part) => part !== '')
    .join(' ')
    .replace(/[\\/:*?"<>|\p{Cc}]/gu, '_');
}

/** YYYY-MM-DD where this program runs. */
export function localDate(moment: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}
