import type { List, ListLevel } from './docx-numbers.ts';
import { attribute, type XmlListener, XmlReader } from './xml.ts';
import type { Zip } from './zip.ts';

/* The parts of a Word document beside its text: lists and styles, which say how paragraphs are numbered. */

/** Reads one part of the document; a part that is not there says nothing. */
export async function readPart(zip: Zip, part: string, listener: Partial<XmlListener>): Promise<void> {
  if (!zip.has(part)) return;
  const reader = new XmlReader({ open: () => {}, close: () => {}, text: () => {}, ...listener });
  for await (const text of zip.text(part)) reader.feed(text);
  reader.finish();
}

export const saidBy = (attributes: string) => attribute(attributes, 'val') ?? '';
/** An on-off property without a value is on. */
export const isOn = (attributes: string) => !/^(?:0|false|off|none)$/.test(saidBy(attributes));
export const levelOf = (text: string | undefined) => Math.min(8, Math.max(0, Math.trunc(Number(text)) || 0));

/** The automatic lists by their numId. */
export async function readLists(zip: Zip): Promise<Map<string, List>> {
  const abstracts = new Map<string, (ListLevel | undefined)[]>();
  const links = new Map<string, string>();
  const nums = new Map<string, { abstract: string; starts: Map<number, number>; levels: (ListLevel | undefined)[] }>();
  let abstract = '';
  let num = '';
  let at = -1;
  let inOverride = false;
  let level: { -readonly [K in keyof ListLevel]: ListLevel[K] } | null = null;
  await readPart(zip, 'word/numbering.xml', {
    open(name, attributes) {
      if (name === 'abstractNum') {
        abstract = attribute(attributes, 'abstractNumId') ?? '';
        abstracts.set(abstract, []);
      } else if (name === 'num') {
        num = attribute(attributes, 'numId') ?? '';
        nums.set(num, { abstract: '', starts: new Map(), levels: [] });
      } else if (name === 'abstractNumId') {
        const known = nums.get(num);
        if (known) known.abstract = saidBy(attributes);
      } else if (name === 'lvlOverride') {
        inOverride = true;
        at = levelOf(attribute(attributes, 'ilvl'));
      } else if (name === 'startOverride') nums.get(num)?.starts.set(at, Number(saidBy(attributes)) || 0);
      else if (name === 'lvl') {
        at = levelOf(attribute(attributes, 'ilvl'));
        level = { format: 'decimal', text: '', start: 0, restart: null, legal: false, style: '' };
      } else if (name === 'numStyleLink' || name === 'styleLink') links.set(`${name} ${abstract}`, saidBy(attributes));
      else if (!level) return;
      else if (name === 'start') level.start = Number(saidBy(attributes)) || 0;
      else if (name === 'numFmt') level.format = saidBy(attributes);
      else if (name === 'lvlText') level.text = saidBy(attributes);
      else if (name === 'lvlRestart') level.restart = Number(saidBy(attributes)) || 0;
      else if (name === 'isLgl') level.legal = isOn(attributes);
      else if (name === 'pStyle') level.style = saidBy(attributes);
    },
    close(name) {
      if (name === 'lvl' && level) {
        const levels = inOverride ? nums.get(num)?.levels : abstracts.get(abstract);
        if (levels) levels[at] = level;
        level = null;
      } else if (name === 'lvlOverride') inOverride = false;
    },
  });
  /** A list may name the style another list defines. */
  const linked = (id: string): string => {
    const style = links.get(`numStyleLink ${id}`);
    if (style === undefined) return id;
    return [...abstracts.keys()].find((other) => links.get(`styleLink ${other}`) === style) ?? id;
  };
  return new Map(
    [...nums].map(([id, { abstract: named, starts, levels }]) => {
      const own = linked(named);
      const base = abstracts.get(own) ?? [];
      return [id, { abstract: own, starts, levels: Array.from({ length: 9 }, (_, nth) => levels[nth] ?? base[nth]) }] as const;
    }),
  );
}

/** What a paragraph style says of numbers, and the style it is based on. */
interface StyleNumbers {
  readonly based: string;
  readonly num: string;
  readonly level: number;
}

/** The styles by their id. */
export async function readStyles(zip: Zip): Promise<Map<string, StyleNumbers>> {
  const styles = new Map<string, StyleNumbers>();
  let style = '';
  let found = { based: '', num: '', level: 0 };
  await readPart(zip, 'word/styles.xml', {
    open(name, attributes) {
      if (name === 'style') {
        style = attribute(attributes, 'styleId') ?? '';
        found = { based: '', num: '', level: 0 };
      } else if (name === 'basedOn') found.based = saidBy(attributes);
      else if (name === 'numId') found.num = saidBy(attributes);
      else if (name === 'ilvl') found.level = levelOf(saidBy(attributes));
    },
    close(name) {
      if (name === 'style') styles.set(style, found);
    },
  });
  return styles;
}
