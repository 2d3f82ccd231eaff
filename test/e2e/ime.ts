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

/** Enter as a browser reports it while an input method is composing: key code 229, `isComposing`. */
export async function enterForTheInputMethod(page: Page): Promise<void> {
  const input = await page.context().newCDPSession(page);
  try {
    const enter = { key: 'Process', code: 'Enter', windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 229 };
    await input.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...enter });
    await input.send('Input.dispatchKeyEvent', {
      type: 'keyUp',
      ...enter,
      key: 'Enter',
      windowsVirtualKeyCode: 13,
      nativeVirtualKeyCode: 13,
    });
  } finally {
    await input.detach();
  }
}
