import type { Item } from '../items/items.ts';
import { secrecyText } from '../items/secrecy.ts';

/** The nine columns of the 归档文件目录, DA/T 22-2015. */
export const catalogueColumns = ['序号', '档号', '文号', '责任者', '题名', '日期', '密级', '页数', '备注'] as const;

/** One line of the catalogue: a cell for each column, exactly as it will be printed. */
export type CatalogueRow = readonly string[];

/** A catalogue ready for any writer: words and rows, no layout. */
export interface Catalogue {
  readonly title: string;
  /** Pairs of label and value: 全宗号, 全宗名称, 年度, 保管期限, 机构或问题, 件数, 页数, 制表日期. */
  readonly cover: readonly (readonly [label: string, value: string])[];
  readonly columns: readonly string[];
  readonly rows: readonly CatalogueRow[];
}

/** [P2] The nine cells of an item; `position` is its 序号. */
export function catalogueRow(item: Item, position: number): CatalogueRow {
  return [
    String(position),
    item.number ?? '',
    item.documentNumber,
    item.responsible,
    item.title,
    item.date,
    secrecyText(item.secrecy, item.secrecyTerm),
    item.pages === null ? '' : String(item.pages),
    item.remark,
  ].map(printable);
}

/** Signs without a shape: controls, zero-width signs, variation selectors. They draw nothing, so they are not printed. */
const shapeless = /\p{Variation_Selector}|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff]|(?!\s)\p{Cc}/gu;

/** Text on one line: line breaks and tabs as spaces, nothing that has no shape. */
export function printable(text: string): string {
  return text
    .toWellFormed()
    .replace(shapeless, '')
    .replace(/[\r\n\t\v\f\u0085\u2028\u2029]+/g, ' ')
    .trim();
}

export interface CoverWords {
  readonly code: string;
  readonly name: string;
  readonly year: number;
  /** 保管期限 in words, one or more. */
  readonly terms: readonly string[];
  readonly organ: string;
  readonly items: number;
  readonly pages: number;
  /** Local date, YYYY-MM-DD. */
  readonly date: string;
}

/** [P5] What stands on the cover; what is not known is left out. */
export function coverOf({ code, name, year, terms, organ, items, pages, date }: CoverWords): Catalogue['cover'] {
  const [y = '', m = '', d = ''] = date.split('-');
  return (
    [
      ['全宗号', code],
      ['全宗名称', name],
      ['年度', String(year)],
      ['保管期限', terms.join('、')],
      ['机构或问题', organ],
      ['件数', String(items)],
      ['页数', pages > 0 ? String(pages) : ''],
      ['制表日期', `${y}年${Number(m)}月${Number(d)}日`],
    ] as const
  )
    .map(([label, value]): readonly [string, string] => [label, printable(value)])
    .filter(([, value]) => value !== '');
}
