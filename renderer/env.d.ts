import type { Bridge } from '../shared/desktop.ts';

declare global {
  interface Window {
    /** What a desktop host lends the page. Absent in hosted mode, where the page speaks HTTP. */
    readonly lantai?: Bridge;
  }
}
