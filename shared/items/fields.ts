import type { Item } from './items.ts';

/** [I13] 文号 for display: brackets of any kind around the year become 〔〕 (U+3014, U+3015). What was typed is kept. */
export function displayDocumentNumber(text: string): string {
  return text.replace(
    /[[［(（【﹝〈《{｛]\s*([0-9０-９]{4})\s*年?\s*[\]］)）】﹞〉》}｝]/g,
    (_, year: string) => `〔${year.normalize('NFKC')}〕`,
  );
}

/** [I14] 题名 without line feeds, otherwise as typed; never corrected. */
export function titleOnOneLine(text: string): string {
  return text.replace(/\s*[\r\n\u2028\u2029]+\s*/g, '').trim();
}

/** A field DA/T 18-2022 demands of every 文件级 record and that may still be empty here. */
export type FilingGap = 'number' | 'title' | 'date' | 'responsible' | 'term';

/** [I15] What is still missing before the record may be filed (必著 of DA/T 18-2022; 著录层级 and 开放标识 always have a value). */
export function filingGaps(item: Pick<Item, FilingGap>): FilingGap[] {
  return (['number', 'title', 'date', 'responsible', 'term'] as const).filter((field) => !item[field]);
}
