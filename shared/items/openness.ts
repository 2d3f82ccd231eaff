import type { Openness } from './items.ts';

const spelled: ReadonlyMap<string, Openness> = new Map([
  ...['开放', '公开', '已开放', '1'].map((word) => [word, 'open'] as const),
  ...['控制', '控制使用', '划控', '受控', '不开放', '不予开放', '限制', '限制利用', '2'].map((word) => [word, 'restricted'] as const),
  ...['延期开放', '延期', '延迟开放', '3'].map((word) => [word, 'deferred'] as const),
  ...['', '未审核', '待审核', '未审', '未鉴定', '0'].map((word) => [word, 'unreviewed'] as const),
]);

/** [I8] Reads 开放标识 in the spellings of DA/T 18-2022 and of other systems' lists; null when it is none. */
export function parseOpenness(text: string): Openness | null {
  return spelled.get(text.normalize('NFKC').replace(/\s/g, '')) ?? null;
}

/** 开放标识 as DA/T 18-2022 writes it. */
export function opennessText(openness: Openness): string {
  return { open: '开放', restricted: '控制', deferred: '延期开放', unreviewed: '未审核' }[openness];
}
