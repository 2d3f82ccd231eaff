// What the end-to-end tests need besides npm packages: Chromium, fonts with Chinese characters, and poppler to read PDFs back.
// Installs what is missing where it may (root, apt-get, no LANTAI_NO_INSTALL); else says how and fails. It never lets a test be skipped.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const has = (command) => (process.env.PATH ?? '').split(':').some((folder) => existsSync(`${folder}/${command}`));
const chromium = process.env.LANTAI_CHROMIUM ?? '/usr/bin/chromium';
const showsChinese = () => has('fc-list') && spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' }).stdout.trim() !== '';

const wanted = [
  ['chromium', () => existsSync(chromium)],
  ['fonts-noto-cjk', showsChinese],
  ['poppler-utils', () => has('pdftotext') && has('pdftoppm')],
];
const missing = wanted.filter(([, present]) => !present()).map(([name]) => name);

if (missing.length > 0) {
  const packages = missing.includes('fonts-noto-cjk') && !has('fc-list') ? [...missing, 'fontconfig'] : missing;
  const line = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  const may = process.platform === 'linux' && process.getuid?.() === 0 && has('apt-get') && !process.env.LANTAI_NO_INSTALL;
  if (may) {
    console.log(`installing ${packages.join(', ')}`);
    const run = spawnSync('sh', ['-c', line], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (run.status !== 0) console.error(`failed: ${line}`);
  }
  const left = wanted.filter(([, present]) => !present()).map(([name]) => name);
  if (left.length > 0) {
    console.error(
      `The end-to-end tests need ${left.join(', ')}. As root: ${line}${process.platform === 'linux' ? '' : ' (elsewhere: set LANTAI_CHROMIUM to a Chromium, and install poppler)'}`,
    );
    process.exit(1);
  }
}
