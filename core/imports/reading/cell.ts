import ssf from 'ssf';

/** How numbers of a cell are shown: the format's code, and whether it is a date. */
export interface NumberFormat {
  readonly code: string | number;
  readonly isDate: boolean;
}

/** Formats Excel does not write out, of Chinese Excel: 27–36 and 50–58 are dates. */
const chineseDates: ReadonlySet<number> = new Set([27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);

export function numberFormat(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) {
    const isDate = (id >= 14 && id <= 17) || id === 22 || chineseDates.has(id);
    return { code: id <= 49 ? id : 0, isDate };
  }
  let isDate = false;
  try {
    // A locale such as [$-804] or a condition is no date; neither is text in quotes.
    const bare = code.replace(/\[[^\]]*\]|"[^"]*"|\\./g, '');
    isDate = /[ymdYMD年月日]/.test(bare) && ssf.is_date(code);
  } catch {
    // A format nobody can read is no date.
  }
  return { code, isDate };
}

const digits = (value: number, width: number) => String(value).padStart(width, '0');

/**
 * [M15] What a person sees in a cell that holds a number: `0001` by its format 0000, eighteen digits without exponent, a date as
 * YYYYMMDD. A format that rounds or decorates (1,234.00) is not followed: the number itself counts.
 */
export function numberText(raw: string, { code, isDate }: NumberFormat, date1904: boolean): string {
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return raw;
  if (isDate) {
    const date = ssf.parse_date_code(value, { date1904 }) as { y: number; m: number; d: number } | null;
    return date && date.y >= 1900 ? digits(date.y, 4) + digits(date.m, 2) + digits(date.d, 2) : raw;
  }
  if (typeof code === 'string' && Number.isInteger(value) && /0/.test(code)) {
    try {
      const shown = ssf.format(code, value).trim();
      // Followed where it only adds leading zeros or words; not where it drops or groups digits.
      if (
        shown.replace(/\D/g, '').replace(/^0+/, '') === String(Math.abs(value)).replace(/^0+/, '') &&
        !/[,%]/.test(shown) &&
        !/\.\d/.test(shown)
      )
        return shown;
    } catch {
      // Shown plainly below.
    }
  }
  return plainNumber(raw, value);
}

/** 1.1E+17 → 110000000000000000; 0.1 stays; 2011.5000000000002 → 2011.5. */
function plainNumber(raw: string, value: number): string {
  if (/^-?\d+$/.test(raw)) return raw;
  if (Number.isInteger(value)) return BigInt(value).toString();
  return String(Number(value.toPrecision(15)));
}
