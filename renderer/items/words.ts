import { inBothLanguages } from '../app/language.ts';

export const words = inBothLanguages({
  'zh-CN': {},
  en: {},
});
