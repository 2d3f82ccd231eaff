/** A number as people read it: groups of three, parted by a thin space. */
export function figure(value: number): string {
  return Math.trunc(value)
    .toString()
    .replace(/\B(?=(\d{3})+(?!\d))/g, '\u2009');
}

const pad = (value: number) => String(value).padStart(2, '0');

/** `2026-11-22 08:12`, in the clock of this machine. */
export function fullMoment(at: Date): string {
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())} ${clock(at)}`;
}

export function clock(at: Date): string {
  return `${pad(at.getHours())}:${pad(at.getMinutes())}`;
}

/** Whole calendar days from `at` to `now`; 0 is today, negative is ahead. */
export function daysBetween(at: Date, now: Date): number {
  const day = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((day(now) - day(at)) / 86_400_000);
}

/** A number for words that count: `count` chooses singular or plural, `n` is what is read. */
export function many(value: number): { count: number; n: string } {
  return { count: value, n: figure(value) };
}

/** Bytes as people read them: 812 B, 34 KB, 2.1 MB. */
export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** A date as DA/T 18 keeps it, parted for the eye: `20110500` → `2011-05`, `[20110503]` → `[2011-05-03]`, `20110101-20111231` → `2011-01-01 – 2011-12-31`. */
export function readableDate(date: string): string {
  return date
    .replace(/(\d{4})(\d{2})(\d{2})/g, (_, year: string, month: string, day: string) =>
      [year, month, day].filter((part) => part !== '00').join('.'),
    )
    .replace('-', ' – ')
    .replaceAll('.', '-');
}
