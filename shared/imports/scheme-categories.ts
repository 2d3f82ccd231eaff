import { categoryCode } from '../schemes/code.ts';
import type { SchemeDocument } from '../schemes/document.ts';
import { splitNumber } from './scheme-numbers.ts';

type DocumentCategory = SchemeDocument['categories'][number];

/** 门类 by the names tables give them, with the codes of DA/T 13-2022. */
const known: readonly (readonly [RegExp, string, DocumentCategory['arrangement']])[] = [
  [/^(?:文书|文书类|行政文书|综合文书)$/, 'WS', 'item'],
  [/^(?:会计|财会|财务会计)$/, 'KU', 'volume'],
  [/^(?:科技|科学技术|基建|基本建设|工程|设备|科研)$/, 'KJ', 'volume'],
  [/^(?:人事|干部人事|干部)$/, 'RS', 'volume'],
  [/^(?:专业|业务|专门)$/, 'ZY', 'volume'],
  [/^(?:照片|声像|音像)$/, 'ZP', 'item'],
  [/^录音$/, 'LY', 'item'],
  [/^录像$/, 'LX', 'item'],
  [/^业务数据$/, 'SJ', 'item'],
  [/^(?:公务电子邮件|电子邮件)$/, 'YJ', 'item'],
  [/^(?:网页信息|网页)$/, 'WY', 'item'],
  [/^社交媒体(?:信息)?$/, 'MT', 'item'],
  [/^实物$/, 'SW', 'item'],
];

export interface NamedCategory {
  readonly name: string;
  /** As the file says it, else by the name; '' where neither is known. */
  readonly code: string;
  readonly arrangement: DocumentCategory['arrangement'];
}

/** A 门类 as a cell or a title names it: 文书 · 文书 W · 二、会计档案（KU） · 会计类; undefined where it names none that is known. */
export function namedCategory(text: string): NamedCategory | undefined {
  const split = splitNumber(text);
  const bare = (split && split.rest !== '' && split.kind !== 'other' ? split.rest : text).trim();
  const coded = /^([^A-Za-z（(]+?)\s*[（(]?\s*([A-Za-z]{1,4}(?:[·.-][A-Za-z0-9]{1,6})?)?\s*[）)]?\s*$/.exec(bare);
  if (!coded) return undefined;
  const name = (coded[1] ?? '').replace(/[\s　：:]/g, '');
  const short = name
    .replace(/(?:文件材料)?归档范围(?:和|及|与)?(?:档案)?(?:保管期限)?表?$/, '')
    .replace(/(?:档案|文件材料)?(?:门类|类)?$/, '');
  const found = known.find(([pattern]) => pattern.test(short));
  if (!found) return undefined;
  return { name: name.slice(0, 60), code: coded[2] ? categoryCode(coded[2]) : found[1], arrangement: found[2] };
}

/** A 门类 by its code; its name where the code is a usual one. */
export function categoryOfCode(code: string): NamedCategory {
  const spelled = categoryCode(code);
  const names: { readonly [code: string]: string } = {
    WS: '文书',
    KU: '会计',
    KJ: '科技',
    RS: '人事',
    ZY: '专业',
    ZP: '照片',
    LY: '录音',
    LX: '录像',
    SJ: '业务数据',
    YJ: '公务电子邮件',
    WY: '网页信息',
    MT: '社交媒体',
    SW: '实物',
  };
  const usual = known.find((each) => each[1] === spelled.split('·')[0]);
  return { name: names[spelled] ?? code.trim(), code: spelled, arrangement: usual?.[2] ?? 'item' };
}
