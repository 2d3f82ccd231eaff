interface Window {
  /** What a desktop host lends the page. Absent in hosted mode, where the page speaks HTTP. */
  readonly lantai?: import('../shared/desktop.ts').Bridge;
}

declare module '*.css';
