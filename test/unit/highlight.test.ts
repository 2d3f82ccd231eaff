import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { piecesOf } from '../../renderer/controls/highlight.ts';
import { normalise, wordsOf } from '../../shared/search/normalise.ts';

const marked = (text: string, query: string) =>
  piecesOf(text, wordsOf(query))
    .map((piece) => (piece.hit ? `[${piece.text}]` : piece.text))
    .join('');

describe('what search found is marked where it stands', () => {
  test('one, two and three characters, every time they occur', () => {
    expect(marked('关于乡镇档案工作的通知', '档')).toBe('关于乡镇[档]案工作的通知');
    expect(marked('关于乡镇档案工作和村档案的通知', '档案')).toBe('关于乡镇[档案]工作和村[档案]的通知');
    expect(marked('关于乡镇档案工作的通知', '工作 通知')).toBe('关于乡镇档案[工作]的[通知]');
  });

  test('full-width, brackets, dashes and case do not hide a hit; the text is shown as it was written', () => {
    expect(marked('青政发〔２０２４〕１２号', '[2024]12')).toBe('青政发[〔２０２４〕１２]号');
    expect(marked('Z109-WS·2011-Y', 'z109-ws')).toBe('[Z109-WS]·2011-Y');
  });

  test('characters outside the basic plane keep their place', () => {
    expect(marked('𠮷村𠮷', '村')).toBe('𠮷[村]𠮷');
    expect(marked('𠮷村𠮷', '𠮷')).toBe('[𠮷]村[𠮷]');
  });

  test('overlapping hits make one mark', () => {
    expect(marked('哈哈哈', '哈哈')).toBe('[哈哈哈]');
  });

  test('the pieces always make the text again, and a mark is there exactly when the word occurs', () => {
    const characters = fc.constantFrom('档', '案', '〔', '(', '２', '2', '㎏', 'A', 'a', ' ', '𠮷', '・', '·', 'ﬁ');
    const texts = fc.array(characters, { maxLength: 12 }).map((some) => some.join(''));
    fc.assert(
      fc.property(texts, texts, (text, query) => {
        const words = wordsOf(query);
        const pieces = piecesOf(text, words);
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        expect(pieces.some((piece) => piece.hit)).toBe(words.some((word) => normalise(text).includes(word)));
      }),
      { seed: 20_261_122, numRuns: 500 },
    );
  });
});
