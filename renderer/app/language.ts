/** The words of one room. Texts with `count` may carry an English singular as `<key>_one`; the plain key is every other number. */
export interface RoomWords<Key extends string = string> {
  readonly 'zh-CN': { readonly [K in Key]: string };
  readonly en: { readonly [K in Key]: string } & { readonly [K in `${Key}_one`]?: string };
}

/** Words in both languages; a key missing in English, or one too many, does not compile. `{{name}}` marks a place to fill. */
export function inBothLanguages<Key extends string>(words: {
  'zh-CN': { readonly [K in Key]: string };
  en: { readonly [K in NoInfer<Key>]: string } & { readonly [K in `${NoInfer<Key>}_one`]?: string };
}): RoomWords<Key> {
  return words;
}
