/** The name of a copy, by the clock on the wall: `lantai-20260105-080512.db`; the second of the same second ends in `-2`. */
export function backupFileName(at: Date, nth = 1): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`;
  const time = `${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;
  return `lantai-${day}-${time}${nth > 1 ? `-${nth}` : ''}.db`;
}
