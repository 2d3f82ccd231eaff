import type { Page } from '@playwright/test';

/**
 * A Chinese input method at work in the focused field, through the browser's own input: composition starts, grows letter by letter and is
 * confirmed, just as Pinyin does it. `whileComposing` runs before the candidate is taken.
 */
export async function compose(
  page: Page,
  pinyin: string,
  chosen: string,
  whileComposing: () => Promise<void> = async () => undefined,
): Promise<void> {
  const input = await page.context().newCDPSession(page);
  try {
    for (let length = 1; length <= pinyin.length; length += 1) {
      const text = pinyin.slice(0, length);
      await input.send('Input.imeSetComposition', { text, selectionStart: length, selectionEnd: length });
    }
    await whileComposing();
    await input.send('Input.insertText', { text: chosen });
  } finally {
    await input.detach();
  }
}

/**
 * Enter that belongs to the input method, in its worst form: browsers that send it on to the page mark it only by key code 229 and
 * `isComposing`, and would submit a form by it.
 */
export async function enterForTheInputMethod(page: Page): Promise<void> {
  const input = await page.context().newCDPSession(page);
  try {
    const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 229 };
    await input.send('Input.dispatchKeyEvent', { type: 'keyDown', text: '\r', unmodifiedText: '\r', ...enter });
    await input.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter });
  } finally {
    await input.detach();
  }
}
