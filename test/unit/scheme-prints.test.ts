import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { faces } from '../../core/prints/faces.ts';
import { writeSchemeDiffPdf } from '../../core/prints/scheme-diff-pdf.ts';
import { writeSchemePdf } from '../../core/prints/scheme-pdf.ts';
import { writeSheets } from '../../core/prints/workbook.ts';
import { schemePaper, versionInWords, yearsInWords } from '../../shared/prints/scheme.ts';
import { changedPieces, piecesByLine } from '../../shared/prints/scheme-changes.ts';
import { schemeDiffPaper } from '../../shared/prints/scheme-diff.ts';
import { schemeSheets } from '../../shared/prints/scheme-sheets.ts';
import type { Term } from '../../shared/retention/retention.ts';
import { diffTables } from '../../shared/schemes/diff.ts';
import { documentOf } from '../../shared/schemes/document.ts';
import type { Category, Clause, ClauseId, Scheme, SchemeTree } from '../../shared/schemes/schemes.ts';
import { categoriesFromSheets, sheetHeaders } from '../../shared/schemes/sheet.ts';
import type { TaskStarted } from '../../shared/tasks/tasks.ts';
import { startOffice } from '../support/app.ts';
import { consent, inForce } from '../support/scheme.ts';

type Table = Pick<SchemeTree, 'scheme' | 'categories' | 'clauses'>;

const fonds = { code: 'Z109', name: '青石乡人民政府', organs: [] };
const today = '2026-01-05';
const quiet = () => undefined;
const bare = (text: string) => text.replace(/\s/g, '');
let ids = 0;
const newId = () => `01920000-0000-7000-8000-${(++ids).toString(16).padStart(12, '0')}`;

function schemeWith(fields: Partial<Scheme> = {}): Scheme {
  return {
    id: newId() as Scheme['id'],
    fondsId: newId() as Scheme['fondsId'],
    title: '青石乡人民政府文件材料归档范围和档案保管期限表',
    version: 1,
    state: 'draft',
    yearFrom: null,
    yearTo: null,
    template: '',
    derivedFromId: null,
    published: '',
    revision: 0,
    submittedTo: '',
    submittedAt: null,
    approvedBy: '',
    approvalNumber: '',
    approvalDate: '',
    createdAt: '2026-01-05T08:00:00Z',
    ...fields,
  };
}

function categoryOf(scheme: Scheme, fields: Partial<Category> = {}): Category {
  return {
    id: newId() as Category['id'],
    schemeId: scheme.id,
    code: 'WS',
    name: '文书类',
    arrangement: 'item',
    numberTemplate: 'dat22-item',
    startBasis: 'year',
    position: ++ids,
    ...fields,
  };
}

function clauseOf(category: Category, no: string, text: string, fields: Partial<Clause> & { below?: Clause } = {}): Clause {
  const { below, ...rest } = fields;
  const id = newId() as ClauseId;
  return {
    id,
    schemeId: category.schemeId,
    categoryId: category.id,
    parentId: below?.id ?? null,
    depth: below ? below.depth + 1 : 0,
    position: ++ids,
    no,
    text,
    disposition: rest.term ? 'file' : 'heading',
    term: null,
    department: '',
    secrecy: 0,
    openness: 'unreviewed',
    duty: '',
    remark: '',
    checked: true,
    lineageId: id,
    revision: 0,
    source: '',
    ...rest,
  };
}

const Y = 'Y' as Term;
const D10 = 'D10' as Term;
const D30 = 'D30' as Term;

/** A table with what a table may hold. */
function townshipTable(fields: Partial<Scheme> = {}): Table {
  const scheme = schemeWith(fields);
  const ws = categoryOf(scheme);
  const ku = categoryOf(scheme, {
    code: 'KU',
    name: '会计类',
    arrangement: 'volume',
    numberTemplate: 'dat13-accounting',
    startBasis: 'accounting',
  });
  const party = clauseOf(ws, '1', '党群工作');
  const meetings = clauseOf(ws, '1.10', '乡镇党委会、党委扩大会', { below: party });
  const none = clauseOf(ws, '9', '不归档的文件材料');
  const books = clauseOf(ku, '一', '会计账簿');
  return {
    scheme,
    categories: [ws, ku],
    clauses: [
      party,
      clauseOf(ws, '1.1', '=党代会的决议、纪要\n（含草稿）', { below: party, term: Y }),
      meetings,
      clauseOf(ws, '1.10.1', '重要的', { below: meetings, term: D30, checked: false, remark: '自次年起算' }),
      clauseOf(ws, '1.10.2', '过程材料', { below: meetings, disposition: 'hold' }),
      none,
      clauseOf(ws, '9.1', '重份文件', { below: none, disposition: 'no-file', checked: false }),
      clauseOf(ws, '9.2', '一般性文件的历次修改稿', { below: none, disposition: 'no-file', remark: '定稿除外' }),
      books,
      clauseOf(ku, '（一）', '总账', { below: books, term: D30 }),
      clauseOf(ku, '（二）', '固定资产卡片', { below: books, term: 'D5' as Term }),
    ],
  };
}

const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'lantai-scheme-prints-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
};

async function printed(table: Table): Promise<{ path: string; pages: number }> {
  const path = join(folder(), 'scheme.pdf');
  const { bytes, pages } = await writeSchemePdf(schemePaper(table, fonds, today), faces(), quiet);
  writeFileSync(path, bytes);
  return { path, pages };
}

const textOfPage = (path: string, page: number) =>
  bare(execFileSync('pdftotext', ['-layout', '-f', String(page), '-l', String(page), path, '-'], { encoding: 'utf8' }));
const pageCount = (path: string) => Number(/Pages:\s+(\d+)/.exec(execFileSync('pdfinfo', [path], { encoding: 'utf8' }))?.[1]);

interface Word {
  readonly page: number;
  readonly left: number;
  readonly top: number;
  readonly text: string;
}

function wordsOfPdf(path: string): Word[] {
  const html = execFileSync('pdftotext', ['-bbox', path, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const words: Word[] = [];
  let page = 0;
  for (const [, isPage, left, top, text] of html.matchAll(/<(page )|<word xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>(.*?)<\/word>/g)) {
    if (isPage) page++;
    else
      words.push({
        page,
        left: Number(left),
        top: Number(top),
        text: (text ?? '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
      });
  }
  return words;
}

/** What stands in each column of the pages of tables, in reading order, without head and foot; `edges` are the left edges. */
function columnsOf(words: readonly Word[], edges: readonly number[]): string[] {
  const columns = edges.map(() => '');
  const inside = words.filter(({ top }) => top > 62 && top < 785);
  for (const { left, text } of inside.toSorted((a, b) => a.page - b.page || a.top - b.top || a.left - b.left)) {
    const column = edges.findLastIndex((edge) => left >= edge - 0.5);
    columns[Math.max(0, column)] += text;
  }
  return columns.map(bare);
}
const threeEdges = [68, 128.5, 486];

describe('printing the 三合一', () => {
  test('[P8][P9] a version becomes words: cover, classification, official columns, what is not filed, notes', () => {
    const paper = schemePaper(townshipTable({ version: 2, state: 'in-force', yearFrom: 2021, ...consent }), fonds, today);
    expect(paper.cover).toEqual([
      ['立档单位', '青石乡人民政府'],
      ['全宗号', 'Z109'],
      ['版次', '第 2 版'],
      ['施行年度', '2021年起'],
      ['同意机关', '云岭县档案局'],
      ['同意文号', '云档函〔2026〕3号'],
      ['打印日期', '2026年1月5日'],
    ]);
    expect(paper.mark).toBe('');
    expect(paper.categories).toEqual([
      ['WS', '文书类', '按件', '全宗号-门类代码·年度-保管期限-机构（问题）代码-件号，如 Z109-WS·2021-Y-BGS-0001', '年度'],
      ['KU', '会计类', '按卷', '全宗号-门类代码·年度-案卷号-件号，如 Z109-KU·2021-001-001', '会计年度末'],
    ]);
    expect(paper.columns).toEqual(['条款号', '条款', '保管期限']);
    expect(paper.tables).toEqual([
      {
        heading: '文书类（WS）',
        lines: [
          { depth: 0, heading: true, cells: ['1', '党群工作', ''], remark: '' },
          { depth: 1, heading: false, cells: ['1.1', '=党代会的决议、纪要 （含草稿）', '永久'], remark: '' },
          { depth: 1, heading: true, cells: ['1.10', '乡镇党委会、党委扩大会', ''], remark: '' },
          { depth: 2, heading: false, cells: ['1.10.1', '重要的〔参考〕', '30年'], remark: '自次年起算' },
          { depth: 2, heading: false, cells: ['1.10.2', '过程材料', '暂存'], remark: '' },
        ],
      },
      {
        heading: '会计类（KU）',
        lines: [
          { depth: 0, heading: true, cells: ['一', '会计账簿', ''], remark: '' },
          { depth: 1, heading: false, cells: ['（一）', '总账', '30年'], remark: '' },
          { depth: 1, heading: false, cells: ['（二）', '固定资产卡片', '5年'], remark: '' },
        ],
      },
    ]);
    expect(paper.notFiled).toEqual([
      { count: null, text: '9　不归档的文件材料', remark: '' },
      { count: 1, text: '重份文件〔参考〕（文书类 9.1）', remark: '' },
      { count: 2, text: '一般性文件的历次修改稿（文书类 9.2）', remark: '定稿除外' },
    ]);
    expect(paper.notes).toEqual([
      '标“〔参考〕”的条款仅供参考：其文字或保管期限未经出处核实，也未经本单位核对。',
      '保管期限栏写“暂存”的，先行留存，是否归档另行确定。',
    ]);
    expect(paper.rows).toBe(11);
  });

  test('[P8][P11] the PDF says it all on its sheets, and every column comes back exactly', async () => {
    const { path, pages } = await printed(townshipTable());
    expect([pages, pageCount(path)]).toEqual([5, 5].map(() => pageCount(path)));
    expect(textOfPage(path, 1)).toBe(
      '草案青石乡人民政府文件材料归档范围和档案保管期限表立档单位青石乡人民政府全宗号Z109版次第1版打印日期2026年1月5日',
    );
    const head = '青石乡人民政府文件材料归档范围和档案保管期限表草案';
    expect(textOfPage(path, 2)).toBe(
      `${head}审核同意表立档单位青石乡人民政府名称青石乡人民政府文件材料归档范围和档案保管期限表内容门类2个，归档4条，不归档2条，暂存1条` +
        `立档单位意见负责人：日期：年月日（盖章处）报送报送机关：报送日期：年月日同意意见审核同意机关：文号：日期：年月日（盖章处）第1页共${pages - 1}页`,
    );
    expect(textOfPage(path, 3)).toContain(`${head}一、档案分类方案代码门类整理方式档号结构期限起算`);
    const words = wordsOfPdf(path).filter(({ page }) => page === 4);
    const tables = words.filter(({ top }) => top > 90 && top < words.find(({ text }) => text.includes('三、不归档'))!.top - 2);
    const [numbers, texts, terms] = columnsOf(tables, threeEdges);
    expect(numbers).toBe('条款号11.11.101.10.11.10.2条款号一（一）（二）');
    expect(texts).toBe(
      '文书类（WS）条款党群工作=党代会的决议、纪要（含草稿）乡镇党委会、党委扩大会重要的〔参考〕备注：自次年起算过程材料' +
        '会计类（KU）条款会计账簿总账固定资产卡片',
    );
    expect(terms).toBe('保管期限永久30年暂存保管期限30年5年');
    expect(textOfPage(path, 4)).toContain(
      '三、不归档的文件材料9不归档的文件材料1．重份文件〔参考〕（文书类9.1）2．一般性文件的历次修改稿（文书类9.2）备注：定稿除外' +
        '注：标“〔参考〕”的条款仅供参考：其文字或保管期限未经出处核实，也未经本单位核对。注：保管期限栏写“暂存”的，先行留存，是否归档另行确定。',
    );
    expect(execFileSync('pdffonts', [path], { encoding: 'utf8' })).toMatch(/NotoSerifSC-Regular\s+CID TrueType\s+Identity-H\s+yes yes yes/);
  });

  test('[P10] each state is marked on every page, the one in force on none', async () => {
    const words = { draft: '草案', submitted: '报审稿', consented: '已同意未施行', 'in-force': '', superseded: '已废止' } as const;
    for (const [state, mark] of Object.entries(words)) {
      const { path, pages } = await printed(townshipTable({ state: state as Scheme['state'] }));
      for (let page = 1; page <= pages; page++)
        for (const other of Object.values(words).filter(Boolean))
          expect([state, page, other, textOfPage(path, page).includes(other)]).toEqual([state, page, other, other === mark]);
    }
  });

  test('[P8] years of a version in words', () => {
    const years = (yearFrom: number | null, yearTo: number | null) => yearsInWords({ yearFrom, yearTo });
    expect([years(null, null), years(2021, null), years(2011, 2020), years(2011, 2011), years(2011, 2010)]).toEqual([
      '',
      '2021年起',
      '2011—2020年',
      '2011年',
      '无（由后一版取代）',
    ]);
    expect(versionInWords({ version: 1, state: 'superseded', yearFrom: 2011, yearTo: 2020 })).toBe('第 1 版（已废止，2011—2020年）');
  });

  test('[P8] 责任部门 makes a fourth column only where a row names one; what is empty is said to be', async () => {
    const table = townshipTable();
    const clauses = table.clauses.map((clause) => (clause.no === '1.1' ? { ...clause, department: '党政办公室' } : clause));
    expect(schemePaper({ ...table, clauses }, fonds, today).tables[0]?.lines[1]?.cells).toEqual([
      '1.1',
      '=党代会的决议、纪要 （含草稿）',
      '永久',
      '党政办公室',
    ]);
    const { path } = await printed({ ...table, clauses });
    expect(textOfPage(path, 4)).toContain('条款号条款保管期限责任部门');
    const empty = await printed({ ...table, clauses: [] });
    expect(textOfPage(empty.path, 4)).toContain('文书类（WS）条款号条款保管期限（没有条款）会计类（KU）条款号条款保管期限（没有条款）');
    expect(textOfPage(empty.path, 4)).not.toContain('不归档');
  });

  test('[P8] header rows and page x of y on every page; a row stays with its number; one longer than a page loses nothing', async () => {
    const scheme = schemeWith();
    const ws = categoryOf(scheme);
    const long = Array.from({ length: 3990 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join('');
    const text = (index: number) => `第${index}条的文件材料，${'关于农村土地承包经营权流转管理的'.repeat((index * index) % 11)}意见`;
    const clauses = Array.from({ length: 300 }, (_, index) =>
      clauseOf(ws, `${index + 1}`, index === 150 ? long : text(index + 1), { term: D30 }),
    );
    const { path, pages } = await printed({ scheme, categories: [ws], clauses });
    expect(pages).toBe(pageCount(path));
    const words = wordsOfPdf(path).filter(({ page }) => page > 3);
    for (let page = 4; page <= pages; page++) {
      const here = bare(
        words
          .filter((word) => word.page === page)
          .map((word) => word.text)
          .join(''),
      );
      for (const head of ['文书类（WS）', '条款号', '保管期限']) expect(here).toContain(head);
      expect(here).toContain(`第${page - 1}页共${pages - 1}页`);
    }
    const heads = /二、文件材料归档范围和档案保管期限表|文书类（WS）|条款号|条款|保管期限/g;
    const [numbers, texts, terms] = columnsOf(words, threeEdges).map((column) => column.replace(heads, ''));
    expect(numbers).toBe(clauses.map(({ no }) => no).join(''));
    expect(texts).toBe(clauses.map((clause) => clause.text).join(''));
    expect(terms).toBe('30年'.repeat(300));
    // Every row that fits a page stands whole on the page of its number.
    const isNumber = (word: Word) => word.left < threeEdges[1]! && /^\d+$/.test(word.text);
    const pageOf = new Map(words.filter(isNumber).map(({ page, text }) => [text, page]));
    let looked = 0;
    for (let page = 4; page <= pages; page++) {
      if (page >= pageOf.get('151')! && page <= pageOf.get('152')!) continue;
      const here = words.filter((word) => word.page === page);
      const [, said] = columnsOf(here, threeEdges).map((column) => column.replace(heads, ''));
      expect(said).toBe(clauses.flatMap((clause) => (pageOf.get(clause.no) === page ? [clause.text] : [])).join(''));
      looked++;
    }
    expect(looked).toBeGreaterThan(10);
  });

  test('[P10] rare characters come back; what no face has is refused until 〓 is accepted, then listed with its 条款号', async () => {
    const { call, run, fonds, root } = await startOffice();
    const { scheme, clauses } = await call('schemes.adopt', { fondsId: fonds.id, template: 'kuaiji' });
    const [clause] = clauses.filter(({ no }) => no === '1.1');
    await call('schemes.editClause', { clauseId: clause!.id, was: { text: clause!.text }, set: { text: '㙦坊村𠮷家😀的凭证' } });
    await expect(run('prints.scheme', { schemeId: scheme.id, format: 'pdf' })).rejects.toMatchObject({
      code: 'missing-glyphs',
      details: { characters: ['𠮷', '😀'] },
    });
    expect(readdirSync(join(root, 'outputs'))).toEqual([]);
    const made = await run('prints.scheme', { schemeId: scheme.id, format: 'pdf', acceptMissing: true });
    expect(made).toMatchObject({
      rows: clauses.length,
      file: { name: '青石乡人民政府文件材料归档范围和档案保管期限表 第1版 草案.pdf', mediaType: 'application/pdf' },
    });
    const text = bare(execFileSync('pdftotext', ['-layout', join(root, 'outputs', made.file.id), '-'], { encoding: 'utf8' }));
    for (const part of ['㙦坊村〓家〓的凭证', '本表有2个字符字库中没有', 'U+20BB7条款号1.1', 'U+1F600条款号1.1'])
      expect(text).toContain(part);
    await run('prints.scheme', { schemeId: scheme.id, format: 'xlsx' });
  });

  test('[P11] a version in force prints its consent; both formats come from one operation', async () => {
    const { call, run, fonds, root } = await startOffice();
    const { scheme } = await call('schemes.adopt', { fondsId: fonds.id, template: 'xiangzhen' });
    await inForce(call, scheme.id, 2021);
    const made = await run('prints.scheme', { schemeId: scheme.id, format: 'pdf' });
    expect(made.file.name).toBe('青石乡人民政府文件材料归档范围和档案保管期限表 第1版 2021年起.pdf');
    const path = join(root, 'outputs', made.file.id);
    expect(made.pages).toBe(pageCount(path));
    expect(textOfPage(path, 2)).toContain('审核同意机关：云岭县档案局文号：云档函〔2026〕3号日期：2026年1月5日（盖章处）');
    await expect(run('prints.scheme', { schemeId: fonds.id as never, format: 'pdf' })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('[P13] the workbook reads back cell by cell as the same table', async () => {
    const table = townshipTable();
    table.clauses[1]!.text = '=1+1\r\n_x0041_ @甲\u0001𠮷';
    table.clauses[4]!.remark = '-2+3';
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await writeSheets(schemeSheets(table))) as never);
    expect(book.worksheets.map(({ name }) => name)).toEqual(['三合一表', '门类']);
    const rowsOf = (name: string, columns: number) => {
      const rows: string[][] = [];
      book.getWorksheet(name)!.eachRow((row) => {
        const cells = Array.from({ length: columns }, (_, index) => row.getCell(index + 1));
        for (const cell of cells)
          expect([cell.type, cell.numFmt]).toEqual([expect.toBeOneOf([ExcelJS.ValueType.String, ExcelJS.ValueType.Null]), '@']);
        rows.push(cells.map((cell) => String(cell.value ?? '')));
      });
      return rows;
    };
    const [heads, ...clauses] = rowsOf('三合一表', 13);
    const [, ...categories] = rowsOf('门类', 5);
    expect(heads).toEqual([...sheetHeaders]);
    expect(clauses.slice(0, 5)).toEqual([
      ['WS', '1', '1', '党群工作', '类目', '', '', '公开', '未审核', '', '', '', '是'],
      ['WS', '2', '1.1', '=1+1\r\n_x0041_ @甲\u0001𠮷', '归档', '永久', '', '公开', '未审核', '', '', '', '是'],
      ['WS', '2', '1.10', '乡镇党委会、党委扩大会', '类目', '', '', '公开', '未审核', '', '', '', '是'],
      ['WS', '3', '1.10.1', '重要的', '归档', '30年', '', '公开', '未审核', '', '自次年起算', '', '否'],
      ['WS', '3', '1.10.2', '过程材料', '暂存', '', '', '公开', '未审核', '', '-2+3', '', '是'],
    ]);
    expect(categoriesFromSheets(clauses, categories)).toEqual(documentOf(table).categories);
    const sheet = book.getWorksheet('三合一表')!;
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    expect(sheet.pageSetup).toMatchObject({ paperSize: 9, orientation: 'landscape', printTitlesRow: '1:1' });
    expect(sheet.getColumn(4).width).toBe(60);
  });

  test('[P7] 5 000 rows print with progress, the core answers meanwhile, and cancelling leaves no file', async () => {
    const { call, run, db, fonds, root } = await startOffice();
    const { scheme, categories } = await call('schemes.adopt', { fondsId: fonds.id, template: 'kuaiji' });
    db.transaction(() => {
      for (let count = 1; count <= 5000; count++) {
        const clause = clauseOf(categories[0]!, `9.${count}`, `关于第${count}项会计资料的文件材料`, { term: D10 });
        db.run(
          `INSERT INTO clauses (id, scheme_id, category_id, parent_id, depth, position, no, text, disposition, term, department, remark, checked, source, lineage_id)
           VALUES (:id, :schemeId, :categoryId, NULL, 0, :position, :no, :text, 'file', 'D10', '', '', 1, '', :lineageId)`,
          {
            id: clause.id,
            schemeId: scheme.id,
            categoryId: clause.categoryId,
            position: 1_000_000 + count,
            no: clause.no,
            text: clause.text,
            lineageId: clause.id,
          },
        );
      }
    });
    const { taskId } = (await call('prints.scheme', { schemeId: scheme.id, format: 'pdf' })) as unknown as TaskStarted;
    const state = async () => call('tasks.get', { id: taskId });
    while ((await state()).step !== 'drawing' && (await state()).state === 'running')
      await new Promise((resolve) => setTimeout(resolve, 20));
    await call('tasks.cancel', { id: taskId });
    while ((await state()).state === 'running') await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await state()).toMatchObject({ state: 'cancelled' });
    expect(readdirSync(join(root, 'outputs'))).toEqual([]);
    const made = await run('prints.scheme', { schemeId: scheme.id, format: 'pdf' });
    const path = join(root, 'outputs', made.file.id);
    expect(made).toMatchObject({ rows: 5017, pages: pageCount(path) });
    const numbers = wordsOfPdf(path).flatMap(({ text }) => /^9\.\d+$/.exec(text)?.[0] ?? []);
    expect(new Set(numbers).size).toBe(5000);
  }, 120_000);
});

describe('printing what changed between two versions', () => {
  test('[P12] pieces of each side give the text back; what both hold in order is unchanged', () => {
    const marked = (from: string, to: string) => {
      const pieces = changedPieces(from, to);
      const say = (side: typeof pieces.from) => side.map(({ text, changed }) => (changed ? `[${text}]` : text)).join('');
      return [say(pieces.from), say(pieces.to)];
    };
    expect(marked('会议记录、决议', '会议记录、纪要、决议')).toEqual(['会议记录、决议', '会议记录、[纪要、]决议']);
    expect(marked('支委会会议', '支部委员会会议')).toEqual(['支[委]会会议', '支[部委员]会会议']);
    expect(marked('甲乙丙', '丁戊')).toEqual(['[甲乙丙]', '[丁戊]']);
    expect(marked('', '新')).toEqual(['', '[新]']);
    expect(marked('家😀', '家😁')).toEqual(['家[😀]', '家[😁]']);
    const signs = fc.array(fc.constantFrom(...'甲乙丙丁，😀。'), { maxLength: 40 }).map((all) => all.join(''));
    fc.assert(
      fc.property(signs, signs, fc.integer({ min: 1, max: 9 }), (from, to, width) => {
        const pieces = changedPieces(from, to);
        for (const [side, text] of [
          [pieces.from, from],
          [pieces.to, to],
        ] as const) {
          expect(side.map((piece) => piece.text).join('')).toBe(text);
          expect(side.every((piece, index) => piece.changed !== side[index - 1]?.changed)).toBe(true);
          const signs = Array.from(text);
          const lines = signs.flatMap((_, index) => (index % width === 0 ? [signs.slice(index, index + width).join('')] : []));
          expect(piecesByLine(side, lines).map((line) => line.map((piece) => piece.text).join(''))).toEqual(lines);
          expect(
            piecesByLine(side, lines)
              .flat()
              .filter((piece) => piece.changed)
              .map((piece) => piece.text)
              .join(''),
          ).toBe(
            side
              .filter((piece) => piece.changed)
              .map((piece) => piece.text)
              .join(''),
          );
        }
        const same = (side: typeof pieces.from) =>
          side
            .filter((piece) => !piece.changed)
            .map((piece) => piece.text)
            .join('');
        expect(same(pieces.from)).toBe(same(pieces.to));
        if (from === to) expect(pieces.from.some((piece) => piece.changed)).toBe(false);
      }),
      { seed: 7, numRuns: 1000 },
    );
    const long = '长'.repeat(4000);
    const apart = changedPieces(`头${long}`, `尾${'短'.repeat(3000)}`);
    expect(apart.from).toEqual([{ text: `头${long}`, changed: true }]);
  });

  /** Two versions: a term, a text, a place and a field changed; one row gone, one new; one category changed and one gone. */
  function twoVersions(): { from: Table; to: Table } {
    const from = townshipTable({ version: 1, state: 'in-force', yearFrom: 2011 });
    const scheme = schemeWith({ version: 2 });
    const [ws] = from.categories;
    const by = (no: string) => from.clauses.find((clause) => clause.no === no)!;
    const kept = from.clauses.filter((clause) => clause.categoryId === ws!.id && clause.no !== '9.2');
    const changes: { [no: string]: Partial<Clause> } = {
      '1.1': { text: '党代会的决议、纪要、报告', term: D30 },
      '1.10.2': { no: '1.2', parentId: by('1').id, depth: 1 },
      '9.1': { department: '党政办', checked: true },
    };
    const clauses = kept.map((clause) => ({ ...clause, schemeId: scheme.id, ...changes[clause.no] }));
    clauses.splice(4, 0, clauseOf(ws!, '1.10.3', '一般的', { below: by('1.10'), term: D10 }));
    return { from, to: { scheme, categories: [{ ...ws!, schemeId: scheme.id, name: '文书' }], clauses } };
  }

  test('[P12] only what changed, below the headings it stands under, in words and with counts', () => {
    const { from, to } = twoVersions();
    const paper = schemeDiffPaper(diffTables(from, to));
    const say = (pieces: readonly { text: string; changed: boolean }[]) =>
      pieces.map(({ text, changed }) => (changed ? `[${text}]` : text)).join('');
    const side = (one: (typeof paper.lines)[number]['from']) =>
      one === null ? null : [say(one.no), say(one.text), say(one.term), ...one.others.map(say)];
    expect(paper.lines.map(({ kind, change, from, to }) => [kind, change, side(from), side(to)])).toEqual([
      ['category', '名称改动', ['', '文书[类]（WS）', ''], ['', '文书（WS）', '']],
      ['heading', '', ['1', '党群工作', ''], ['1', '党群工作', '']],
      [
        'change',
        '文字改动、期限改动',
        ['1.1', '[=]党代会的决议、纪要[ （含草稿）]', '[永久]'],
        ['1.1', '党代会的决议、纪要[、报告]', '[30年]'],
      ],
      ['heading', '', ['1.10', '乡镇党委会、党委扩大会', ''], ['1.10', '乡镇党委会、党委扩大会', '']],
      ['change', '新增', null, ['[1.10.3]', '[一般的]', '[10年]']],
      ['change', '移动（原在 1.10 下）、条款号改动', ['[1.10.2]', '过程材料', '暂存'], ['[1.2]', '过程材料', '暂存']],
      ['heading', '', ['9', '不归档的文件材料', ''], ['9', '不归档的文件材料', '']],
      [
        'change',
        '责任部门改动、核对改动',
        ['9.1', '重份文件', '不归档', '责任部门：（空）', '核对：[参考]'],
        ['9.1', '重份文件', '不归档', '责任部门：[党政办]', '核对：[已核对]'],
      ],
      ['change', '删除', ['[9.2]', '[一般性文件的历次修改稿]', '[不归档]'], null],
      ['category', '删除门类', ['', '[会计类（KU）]', ''], null],
      ['change', '删除', ['[一]', '[会计账簿]', ''], null],
      ['change', '删除', ['[（一）]', '[总账]', '[30年]'], null],
      ['change', '删除', ['[（二）]', '[固定资产卡片]', '[5年]'], null],
    ]);
    expect([paper.from, paper.to, paper.counts, paper.rows]).toEqual([
      '原：第 1 版（2011年起）',
      '新：第 2 版（草案）',
      '新增 1 条，删除 4 条，移动 1 条，文字改动 1 条，期限改动 1 条，其他改动 2 条，未改动 4 条',
      8,
    ]);
  });

  test('[P12] the PDF holds both versions side by side, landscape', async () => {
    const { from, to } = twoVersions();
    const path = join(folder(), 'diff.pdf');
    const { bytes, pages } = await writeSchemeDiffPdf(schemeDiffPaper(diffTables(from, to)), faces(), quiet);
    writeFileSync(path, bytes);
    expect(pages).toBe(1);
    expect(execFileSync('pdfinfo', [path], { encoding: 'utf8' })).toMatch(/Page size:\s+841\.89 x 595\.28/);
    const words = wordsOfPdf(path);
    const top = words.find(({ text }) => text === '文书类（WS）')!.top - 2;
    const inside = words.filter((word) => word.top > top && word.top < 540);
    const edges = [50, 102.5, 339, 387.5, 466, 518.5, 755];
    expect(columnsOf(inside, edges)).toEqual([
      '11.11.101.10.299.19.2一（一）（二）',
      '文书类（WS）党群工作=党代会的决议、纪要（含草稿）乡镇党委会、党委扩大会过程材料不归档的文件材料重份文件责任部门：（空）核对：参考' +
        '一般性文件的历次修改稿会计类（KU）会计账簿总账固定资产卡片',
      '永久暂存不归档不归档30年5年',
      '名称改动文字改动、期限改动新增移动（原在1.10下）、条款号改动责任部门改动、核对改动删除删除门类删除删除删除',
      '11.11.101.10.31.299.1',
      '文书（WS）党群工作党代会的决议、纪要、报告乡镇党委会、党委扩大会一般的过程材料不归档的文件材料重份文件责任部门：党政办核对：已核对',
      '30年10年暂存不归档',
    ]);
    expect(textOfPage(path, 1)).toContain('新增1条，删除4条，移动1条');
  });

  test('[P12] one operation for both formats; two equal versions say so; another fonds is refused', async () => {
    const { call, run, fonds, root } = await startOffice();
    const { scheme } = await call('schemes.adopt', { fondsId: fonds.id, template: 'kuaiji' });
    await inForce(call, scheme.id, 2021);
    const copy = await call('schemes.copy', { schemeId: scheme.id });
    const choice = { fromId: scheme.id, toId: copy.scheme.id };
    const same = await run('prints.schemeDiff', { ...choice, format: 'pdf' });
    expect(same).toMatchObject({ rows: 0, pages: 1 });
    expect(textOfPage(join(root, 'outputs', same.file.id), 1)).toContain('两版的条款完全相同。');
    const clause = copy.clauses.find(({ no }) => no === '1.1')!;
    await call('schemes.editClause', {
      clauseId: clause.id,
      was: { text: clause.text, department: '' },
      set: { text: '=原始凭证', department: '财政所' },
    });
    const made = await run('prints.schemeDiff', { ...choice, format: 'xlsx' });
    expect(made).toMatchObject({
      rows: 1,
      pages: 0,
      file: { name: '青石乡人民政府文件材料归档范围和档案保管期限表 版本对照 第1版 第2版.xlsx' },
    });
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(readFileSync(join(root, 'outputs', made.file.id)) as never);
    const sheet = book.getWorksheet('版本对照')!;
    const row = (number: number) => Array.from({ length: 8 }, (_, index) => sheet.getCell(number, index + 1).value);
    expect(row(1)).toEqual([
      '变化',
      '原条款号',
      '原条款（原：第 1 版（2021年起））',
      '原期限',
      '新条款号',
      '新条款（新：第 2 版（草案））',
      '新期限',
      '其他改动',
    ]);
    expect(row(4)).toEqual([
      '文字改动、责任部门改动',
      '1.1',
      '原始凭证、记账凭证',
      '30年',
      '1.1',
      '=原始凭证',
      '30年',
      '责任部门：（空） → 财政所',
    ]);
    await expect(run('prints.schemeDiff', { ...choice, toId: fonds.id as never, format: 'pdf' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
