const digits = '〇一二三四五六七八九';

/** 1 → 一, 12 → 十二, 20 → 二十, 105 → 一百〇五. Up to 9 999; anything else in digits. */
export function chineseCount(count: number): string {
  if (!Number.isInteger(count) || count < 1 || count > 9999) return String(count);
  let said = '';
  let gap = false;
  for (const [unit, word] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(count / unit) % 10;
    if (digit === 0) {
      gap = said !== '' && count % unit !== 0;
      continue;
    }
    if (gap) said += digits[0];
    gap = false;
    said += unit === 10 && digit === 1 && said === '' ? word : `${digits[digit]}${word}`;
  }
  return said;
}
