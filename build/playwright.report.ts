import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { FullConfig, Reporter, Suite } from '@playwright/test/reporter';

/** Says, at the end of every run, what the two hosts really were. */
export default class HostsReport implements Reporter {
  private hosts: string[] = [];

  onBegin(config: FullConfig, suite: Suite): void {
    const ran = new Set(suite.suites.map((project) => project.title));
    for (const { name, use } of config.projects)
      if (ran.has(name))
        this.hosts.push(
          `${name}: ${name === 'electron' ? electron() : `Node ${process.versions.node} and ${version(use.launchOptions?.executablePath ?? '')}`}`,
        );
  }

  onEnd(): void {
    console.log(`\nhosts\n  ${this.hosts.join('\n  ')}`);
  }

  printsToStdio(): boolean {
    return false;
  }
}

function electron(): string {
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH?.includes('electron-standin'))
    return `the stand-in on Node ${process.versions.node} and ${version(process.env.LANTAI_STANDIN_CHROMIUM ?? '')}; the real Electron binary did not run`;
  const { version: real } = JSON.parse(readFileSync(new URL('../node_modules/electron/package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return `the real Electron ${real}`;
}

function version(command: string): string {
  return spawnSync(command, ['--version'], { encoding: 'utf8' }).stdout?.trim().split('\n')[0] || command;
}
