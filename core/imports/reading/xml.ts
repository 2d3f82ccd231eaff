import { Unreadable } from './foreign.ts';

/** Told of each piece of an XML text, in order. Names come without their prefix. */
export interface XmlListener {
  open(name: string, attributes: string): void;
  close(name: string): void;
  text(text: string): void;
}

const named: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Text without entities; unknown ones stay as they are. */
export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w{1,10}));/g, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name) return named[name] ?? whole;
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}

/** The value of an attribute by its name without prefix; undefined where there is none. */
export function attribute(attributes: string, name: string): string | undefined {
  for (let at = attributes.indexOf(name); at >= 0; at = attributes.indexOf(name, at + 1)) {
    const before = attributes[at - 1];
    if (before !== undefined && !/[\s:]/.test(before)) continue;
    const value = /^\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(attributes.slice(at + name.length));
    if (value) return unescapeXml(value[1] ?? value[2] ?? '');
  }
  return undefined;
}

/**
 * Reads XML as it comes, in pieces: elements, text, CDATA. Knows no document types and so no entities of a file's own (a `DOCTYPE` is
 * refused); a tag longer than a megabyte is refused.
 */
export class XmlReader {
  #rest = '';
  readonly #listener: XmlListener;
  constructor(listener: XmlListener) {
    this.#listener = listener;
  }

  feed(piece: string): void {
    const text = this.#rest === '' ? piece : this.#rest + piece;
    let at = 0;
    for (;;) {
      const start = text.indexOf('<', at);
      if (start < 0) {
        // Text may go on in the next piece, and an entity may be cut in two: it waits.
        break;
      }
      if (start > at) this.#listener.text(unescapeXml(text.slice(at, start)));
      at = start;
      const end = this.#endOf(text, start);
      if (end < 0) break;
      this.#tag(text.slice(start, end));
      at = end;
    }
    this.#rest = text.slice(at);
    if (this.#rest.length > 4_000_000) throw new Unreadable('truncated', 'a tag or text without end');
  }

  finish(): void {
    if (this.#rest.trim() !== '') throw new Unreadable('truncated', 'the XML ends within a tag');
  }

  #endOf(text: string, start: number): number {
    const until = (mark: string, from: number) => {
      const at = text.indexOf(mark, from);
      return at < 0 ? -1 : at + mark.length;
    };
    if (text.startsWith('<!--', start)) return until('-->', start + 4);
    if (text.startsWith('<![CDATA[', start)) return until(']]>', start + 9);
    if (text.startsWith('<?', start)) return until('?>', start + 2);
    let end = text.indexOf('>', start);
    // A `>` within quotes is part of a value.
    for (; end >= 0; end = text.indexOf('>', end + 1)) {
      const tag = text.slice(start, end);
      if (!tag.includes('"') && !tag.includes("'")) break;
      if (!/["']/.test(tag.replace(/"[^"]*"|'[^']*'/g, ''))) break;
    }
    if (end < 0 && text.length - start > 1_000_000) throw new Unreadable('truncated', 'a tag without end');
    return end < 0 ? -1 : end + 1;
  }

  #tag(tag: string): void {
    if (tag.startsWith('<!--') || tag.startsWith('<?')) return;
    if (tag.startsWith('<![CDATA[')) {
      this.#listener.text(tag.slice(9, -3));
      return;
    }
    if (tag.startsWith('<!')) throw new Unreadable('xml', 'a document type inside a workbook');
    if (tag[1] === '/') {
      this.#listener.close(plainName(tag.slice(2, -1).trim()));
      return;
    }
    const empty = tag.endsWith('/>');
    const body = tag.slice(1, empty ? -2 : -1);
    const space = body.search(/\s/);
    const name = plainName(space < 0 ? body : body.slice(0, space));
    this.#listener.open(name, space < 0 ? '' : body.slice(space));
    if (empty) this.#listener.close(name);
  }
}

const plainName = (name: string) => name.slice(name.indexOf(':') + 1);
