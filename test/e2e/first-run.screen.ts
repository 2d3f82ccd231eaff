import { expect, type Page } from '@playwright/test';
import { choose } from './frame.screen.ts';

export interface Office {
  readonly kind?: '联网' | '单机' | '涉密单机';
  readonly archivist?: string;
  readonly code?: string;
  readonly name?: string;
  readonly unitType?: '乡镇' | '村（社区）' | '机关' | '企事业单位';
  readonly county?: string;
  /** Form of 档号, by the number shown as an example. */
  readonly dialect?: RegExp;
  /** Year the scheme comes into force from; only with a consent. */
  readonly year?: number;
  /** The consent the table was given before; left out, it is a draft still. */
  readonly consent?: { readonly number: string; readonly date: string; readonly organ?: string };
}

/** The wizard of the first run, on three sheets; counts what a person has to put in. */
export function firstRunScreen(page: Page) {
  let inputs = 0;
  const did = () => {
    inputs += 1;
  };
  const screen = {
    heading: page.getByRole('heading', { name: '建立目录' }),
    next: page.getByRole('button', { name: '下一步' }),
    finish: page.getByRole('button', { name: /开始使用$/ }),
    consented: page.getByRole('radio', { name: /^已经同意/ }),
    archivist: page.getByRole('textbox', { name: '档案员姓名' }),
    code: page.getByRole('textbox', { name: '全宗号' }),
    name: page.getByRole('textbox', { name: '全宗名称' }),
    /** Fields filled and choices made so far; going on is not counted. */
    inputs: () => inputs,
    async begin(kind: NonNullable<Office['kind']>, archivist: string) {
      await page.getByRole('radio', { name: new RegExp(`^${kind}`) }).check();
      did();
      await screen.archivist.fill(archivist);
      did();
      await screen.next.click();
    },
    async register(office: Office) {
      await screen.code.fill(office.code ?? 'Z109');
      did();
      await screen.name.fill(office.name ?? '青石乡人民政府');
      did();
      if (office.unitType) {
        await choose(page.getByRole('combobox', { name: '单位类型' }), office.unitType);
        did();
      }
      if (office.county) {
        await page.getByRole('textbox', { name: '所属县（市、区）' }).fill(office.county);
        did();
      }
      if (office.dialect) {
        await choose(page.getByRole('combobox', { name: '档号写法' }), office.dialect);
        did();
      }
      await screen.next.click();
    },
    async start({ year, consent }: Pick<Office, 'year' | 'consent'> = {}) {
      if (consent) {
        await screen.consented.check();
        did();
        for (const [name, value] of [
          ['同意机关', consent.organ],
          ['同意文号', consent.number],
          ['同意日期', consent.date],
        ] as const) {
          if (value === undefined) continue;
          await page.getByRole('textbox', { name }).fill(value);
          did();
        }
      }
      if (year) {
        await choose(page.getByRole('combobox', { name: '从哪个年度起施行' }), `${year} 年`);
        did();
      }
      await screen.finish.click();
    },
    /** From a fresh computer to a usable catalogue. */
    async setUp(office: Office = {}) {
      await expect(screen.heading).toBeVisible();
      await screen.begin(office.kind ?? '联网', office.archivist ?? '王芳');
      await screen.register(office);
      await screen.start(office);
      await expect(page.getByRole('navigation', { name: '各项工作' })).toBeVisible();
    },
  };
  return screen;
}
