import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';
import type { HostOptions } from '../test/e2e/lantai.ts';

const project = new URL('..', import.meta.url).pathname;

/** The flags Debian's Chromium wants in a container, and silence on the network. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const chromium = process.env.LANTAI_CHROMIUM ?? '/usr/bin/chromium';

// The real binary where there is one and a screen to show it on; else the stand-in takes its place, and no spec knows.
const hasScreen = process.platform !== 'linux' || process.env.DISPLAY !== undefined;
if (!process.env.ELECTRON_OVERRIDE_DIST_PATH && !(existsSync(`${project}node_modules/electron/dist`) && hasScreen))
  process.env.ELECTRON_OVERRIDE_DIST_PATH = `${project}test/support/electron-standin`;
process.env.LANTAI_STANDIN_CHROMIUM ??= chromium;

export default defineConfig<HostOptions>({
  testDir: `${project}test/e2e`,
  outputDir: `${project}test-results`,
  globalSetup: './playwright.setup.ts',
  reporter: [['list'], ['./playwright.report.ts']],
  timeout: 120_000,
  expect: { timeout: 20_000 },
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  use: {
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    launchOptions: { executablePath: chromium, args: flags },
  },
  projects: [
    // A spec about what only one host has carries its name as a tag; all others run under both.
    { name: 'hosted', use: { host: 'hosted' }, grepInvert: /@electron/ },
    { name: 'electron', use: { host: 'electron' }, grepInvert: /@hosted/ },
  ],
});
