/** 密级 and its term as read from a text. */
export interface ReadSecrecy {
  /** 0 公开 · 1 内部 · 2 秘密 · 3 机密 · 4 绝密. */
  readonly secrecy: number;
  readonly secrecyTerm: string;
}

/** From here on a record may live only in an installation created as 涉密单机. */
export const classifiedFrom = 2;

const levelWords = ['公开', '内部', '秘密', '机密', '绝密'] as const;
const open = /^(?:公开级?|无密级?|无|普通|非密|非涉密|不涉密|未定密|一般|公开级别|-|—|\/)$/;
const internal = /^(?:内部|内部资料|内部文件|内部级|限制级?|国内级?|工作秘密)$/;

/** What a reader does not see between two characters: spaces, signs without width, marks on a character, fillers. */
const unseen = /[\s\p{Cc}\p{Cf}\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}\u2800]/gu;
const simplified: { readonly [traditional: string]: string } = { 祕: '秘', 機: '机', 絕: '绝', 絶: '绝' };

const squeezed = (text: string) =>
  text
    .normalize('NFKC')
    .replace(unseen, '')
    .replace(/[祕機絕絶]/g, (letter) => simplified[letter] ?? letter);

/**
 * [I7] Reads the 密级 field: blank, 公开, 普通 … → 0; 内部, 限制, 工作秘密 … → 1; 秘密★5年, 机密*10年, 绝密 … → 2–4 with the term.
 * Anything else that contains 秘密, 机密 or 绝密 counts as that level; what is left is null: a person must say.
 */
export function parseSecrecy(text: string): ReadSecrecy | null {
  if (text === '') return { secrecy: 0, secrecyTerm: '' };
  const plain = squeezed(text);
  if (plain === '' || open.test(plain)) return { secrecy: 0, secrecyTerm: '' };
  if (internal.test(plain)) return { secrecy: 1, secrecyTerm: '' };
  const secrecy = [4, 3, 2].find((level) => plain.includes(levelWords[level] ?? ''));
  if (secrecy === undefined) return null;
  const term = /(?:长期|\d{1,3}(?:年|个月|月|天|日)?)/.exec(plain)?.[0] ?? '';
  return { secrecy, secrecyTerm: /^\d+$/.test(term) ? `${term}年` : term };
}

/** 密级 as DA/T 18 writes it: `机密★10年`; '' for 公开. */
export function secrecyText(secrecy: number, secrecyTerm: string): string {
  if (secrecy === 0) return '';
  const word = levelWords[secrecy] ?? '';
  return secrecyTerm === '' ? word : `${word}★${secrecyTerm}`;
}

/** No other character becomes this one when squeezed; most texts are done with here. */
const inEveryMark = '密';

const star = '★☆⋆⍟⚝✡✦-✰⭐⭑⭒🌟🌠\\u{1f7c0}-\\u{1f7d4}';
const asterisk = '*٭⁎∗✱-❋꙳\\u{1f7af}-\\u{1f7bf}';
const mark = new RegExp(`[秘机绝]密[级級件]?\\p{Ps}?[${star}${asterisk}]`, 'u');

/** [I6] True when a text carries a mark such as 秘密★5年 or 機密（＊）: any star, whatever unseen signs stand between. */
export function mentionsMark(text: string): boolean {
  return text.includes(inEveryMark) && mark.test(squeezed(text));
}

const anyStar = new RegExp(`[${star}]`, 'u');
const starWithTerm = new RegExp(`[${star}](?:\\d{1,3}|[一二三四五六七八九十百]{1,4})(?:年|个月)`, 'u');

/** True where a star stands with a term, also where the word before it was left out: ★10年. */
export function mentionsStarWithTerm(text: string): boolean {
  return anyStar.test(text) && starWithTerm.test(squeezed(text));
}

/** True when a text says nothing but 秘密, 机密 or 绝密. */
export function isBareLevel(text: string): boolean {
  return text.includes(inEveryMark) && /^[秘机绝]密[级級件]?$/.test(squeezed(text));
}

/** [I6] The bare words that make the archivist be asked: 《关于加强保密工作的通知》 is open, but somebody must say so. */
export function askAboutSecrecy(text: string): string[] {
  if (!text.includes(inEveryMark)) return [];
  const plain = squeezed(text);
  return ['绝密', '机密', '秘密', '保密'].filter((word) => plain.includes(word));
}
