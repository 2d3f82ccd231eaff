import { chineseCount } from '../../../shared/imports/scheme-count.ts';

/** One level of an automatic list of Word. */
export interface ListLevel {
  readonly format: string;
  /** `%1.%2`: the counts of the levels, with what stands around them. */
  readonly text: string;
  readonly start: number;
  /** Counts anew when a level up to this one (1-based) counts on; 0 never; null when any above does. */
  readonly restart: number | null;
  /** Writes every level in plain digits. */
  readonly legal: boolean;
  /** Paragraph style that brings the level with it; '' none. */
  readonly style: string;
}

/** A list as `w:num` names it: the levels of its abstract list, some begun anew. */
export interface List {
  readonly abstract: string;
  readonly levels: readonly (ListLevel | undefined)[];
  /** Starts set for this `w:num` alone, by level. */
  readonly starts: ReadonlyMap<number, number>;
}

function roman(count: number): string {
  let left = count;
  let said = '';
  for (const [value, letters] of [
    [1000, 'M'],
    [900, 'CM'],
    [500, 'D'],
    [400, 'CD'],
    [100, 'C'],
    [90, 'XC'],
    [50, 'L'],
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ] as const)
    for (; left >= value && said.length < 20; left -= value) said += letters;
  return said;
}

/** 1 → a, 26 → z, 27 → aa, as Word does. */
const letters = (count: number) => String.fromCharCode(97 + ((count - 1) % 26)).repeat(Math.min(20, Math.ceil(count / 26)));

/** A count as a number format (ST_NumberFormat) writes it; '' for a bullet. Formats nobody numbers clauses by are digits. */
export function formatCount(count: number, format: string): string {
  switch (format) {
    case 'bullet':
    case 'none':
      return '';
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'japaneseCounting':
    case 'taiwaneseCounting':
    case 'taiwaneseCountingThousand':
    case 'ideographDigital':
    case 'japaneseDigitalTenThousand':
    case 'taiwaneseDigital':
      return chineseCount(count);
    case 'ideographTraditional':
      return '甲乙丙丁戊己庚辛壬癸'[count - 1] ?? String(count);
    case 'ideographZodiac':
      return '子丑寅卯辰巳午未申酉戌亥'[count - 1] ?? String(count);
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return count >= 1 && count <= 20 ? String.fromCodePoint(0x2460 + count - 1) : String(count);
    case 'decimalEnclosedParen':
      return `(${count})`;
    case 'decimalEnclosedFullstop':
      return `${count}.`;
    case 'decimalZero':
      return String(count).padStart(2, '0');
    case 'lowerLetter':
      return letters(count);
    case 'upperLetter':
      return letters(count).toUpperCase();
    case 'lowerRoman':
      return roman(count).toLowerCase();
    case 'upperRoman':
      return roman(count);
    default:
      return String(count);
  }
}

/** Counts the automatic numbers of a document, paragraph by paragraph, in its order. */
export function countLists(lists: ReadonlyMap<string, List>): (id: string, level: number) => string {
  const counts = new Map<string, (number | undefined)[]>();
  const begun = new Set<string>();
  return (id, level) => {
    const list = lists.get(id);
    const own = list?.levels[level];
    if (!list || !own) return '';
    const all = counts.get(list.abstract) ?? [];
    counts.set(list.abstract, all);
    const setStart = list.starts.get(level);
    const first = `${id} ${level}`;
    if (setStart !== undefined && !begun.has(first)) all[level] = setStart;
    else all[level] = all[level] === undefined ? own.start : (all[level] ?? 0) + 1;
    begun.add(first);
    for (let below = level + 1; below < 9; below += 1) {
      const restart = list.levels[below]?.restart ?? null;
      if (restart === null || (restart !== 0 && level < restart)) all[below] = undefined;
    }
    return own.text.replace(/%([1-9])/g, (_, digit: string) => {
      const at = Number(digit) - 1;
      const which = list.levels[at];
      const count = all[at] ?? list.starts.get(at) ?? which?.start ?? 1;
      return formatCount(count, own.legal ? 'decimal' : (which?.format ?? 'decimal'));
    });
  };
}
