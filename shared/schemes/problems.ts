import type { Said } from '../problems.ts';
import type { Json, Problem, ProblemCode } from '../reply.ts';
import type { Language } from '../settings/settings.ts';

/** What is said when work on a 三合一 is refused, in both languages, by code and by what the details say it was about. */

type Details = Problem['details'];
type Both = (details: Details) => readonly [chinese: Said, english: Said];

const text = (value: Json | undefined): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
const said = (happened: string, kept: string, toDo: string): Said => ({ happened, kept, toDo });
const draftKept = '草案没有改动。';
const draftKeptEnglish = 'The draft is unchanged.';
const tableKept = '这份表没有改动。';
const tableKeptEnglish = 'The table is unchanged.';

const stateWords: Record<string, readonly [name: string, english: string, next: string, nextEnglish: string]> = {
  draft: ['草案', 'a draft', '先报审，再做这一步。', 'Submit it first.'],
  submitted: [
    '已报审',
    'submitted',
    '先登记同意；要改内容，就撤回成草案。',
    'Note the consent first; to change it, take it back to a draft.',
  ],
  consented: [
    '已同意',
    'consented to',
    '可以让它施行；要改内容，就撤回成草案。',
    'Put it into force; to change it, take it back to a draft.',
  ],
};

/** The numbers of rows another window changed, with what the number alone does not say. */
function rowsNamed(details: Details): { chinese: string; english: string } {
  const rows = Array.isArray(details.rows) ? details.rows.map((row) => text((row as { no?: Json }).no)).filter(Boolean) : [];
  const named = rows.slice(0, 5);
  const more = rows.length - named.length;
  return {
    chinese: named.map((no) => `「${no}」`).join('、') + (more > 0 ? `等 ${rows.length} 条` : ''),
    english: named.map((no) => `“${no}”`).join(', ') + (more > 0 ? ` and ${more} more` : ''),
  };
}

const sayers: Record<string, Both> = {
  'changed-meanwhile clause': (d) => {
    const { chinese, english } = rowsNamed(d);
    return [
      said(
        `另一个窗口刚改过这份草案${chinese ? `的条款${chinese}` : ''}，这一步没有做。`,
        '另一个窗口的改动已存好，一条也没有丢。',
        '先看改过的内容，还要做，就再做一次。',
      ),
      said(
        `Another window has just changed ${english ? `rows ${english} of ` : ''}this draft; this step was not taken.`,
        'What the other window changed is saved; no row is lost.',
        'Look at what was changed; if you still want this step, take it again.',
      ),
    ];
  },
  'locked scheme': () => [
    said('这一版已经施行，不能改。', '这一版没有改动。', '要改，请先复制成新的草案。'),
    said('This version is or was in force and cannot be changed.', 'It is unchanged.', 'Copy it to a new draft first.'),
  ],
  'locked scheme-submitted': () => [
    said('这一版已经报审或同意，不能改。', '这一版没有改动。', '确要改，先撤回成草案，改好再报审。'),
    said(
      'This version is submitted or consented to and cannot be changed.',
      'It is unchanged.',
      'Take it back to a draft, change it and submit it again.',
    ),
  ],
  'locked published': () => [
    said('县里已收回这份表，不能照原样采用。', '收到的表还在，可以查看。', '要用，请以它为底稿另起草案，再报审。'),
    said(
      'The county has withdrawn this table; it cannot be adopted as it stands.',
      'The table received is still here to be looked at.',
      'Begin a draft of your own from it and submit that.',
    ),
  ],
  'not-yet scheme-state': (d) => {
    const [name, english, next, nextEnglish] = stateWords[text(d.state)] ?? ['', '', '先完成前一步。', 'Finish the step before it.'];
    return [
      said(`这一版现在${name ? `是「${name}」` : '的情况不对'}，还不能做这一步。`, tableKept, next),
      said(`This version is ${english || 'not far enough'}; this cannot be done yet.`, tableKeptEnglish, nextEnglish),
    ];
  },
  'not-yet consent': () => [
    said('这一版还没有同意，没有可附的同意文件。', '选的文件没有动，这份表也没有改动。', '先登记同意，再附扫描件。'),
    said(
      'This version is not consented to yet; there is nothing a scan could show.',
      'The file chosen and the table are unchanged.',
      'Note the consent first, then attach the scan.',
    ),
  ],
  'not-yet scheme': (d) => [
    said(`条款 ${text(d.no)} 所在的表还没有施行，不能归在它下面。`, '记录没有改动，填的内容还在。', '先让这份表施行，或选施行中的条款。'),
    said(
      `Clause ${text(d.no)} is of a table that is not in force; nothing can be filed under it.`,
      'The record is unchanged; what you typed is still there.',
      'Put that table into force, or choose a clause in force.',
    ),
  ],
  'not-yet undo': () => [
    said('没有可以撤销的改动了。', draftKept, '不用再做；要找更早的内容，请看以前的版本。'),
    said('There is nothing left to undo.', draftKeptEnglish, 'Nothing more to do; for older contents look at earlier versions.'),
  ],
  'not-yet redo': () => [
    said('没有可以重做的改动。', draftKept, '撤销以后又改过，撤销掉的就不能重做，请照样再改一次。'),
    said('There is nothing to redo.', draftKeptEnglish, 'What was undone before a new edit cannot be redone; make the change again.'),
  ],
  'not-found place': () => [
    said('要放的地方已经变了，那一条可能被另一个窗口移走或删掉。', draftKept, '看一下现在的表，再选地方。'),
    said(
      'The place is no longer there; another window may have moved or removed that row.',
      draftKeptEnglish,
      'Look at the table as it is now and choose again.',
    ),
  ],
  'too-large scheme': (d) => [
    said(`一份表最多 ${text(d.most)} 条，放不下了。`, draftKept, '请分成几个门类的表，或删掉不用的条款。'),
    said(
      `A table takes at most ${text(d.most)} rows; there is no room for more.`,
      draftKeptEnglish,
      'Divide it, or remove rows that are not used.',
    ),
  ],
  'too-large categories': (d) => [
    said(`一份表最多 ${text(d.most)} 个门类，放不下了。`, draftKept, '请把内容放进已有的门类。'),
    said(`A table takes at most ${text(d.most)} categories; there is no room for more.`, draftKeptEnglish, 'Use a category there is.'),
  ],
  'duplicate clause': (d) => [
    said(`条款号「${text(d.value)}」在同一级里已经有了。`, draftKept, '换一个条款号，或先改已有的那一条。'),
    said(
      `The number “${text(d.value)}” stands already among these rows.`,
      draftKeptEnglish,
      'Choose another number, or change the row that bears it.',
    ),
  ],
  'duplicate category': (d) => [
    said(`门类代码「${text(d.value)}」在这份表里已经有了。`, tableKept, '换一个代码，或用已有的那个门类。'),
    said(
      `The category code “${text(d.value)}” stands in this table already.`,
      tableKeptEnglish,
      'Choose another code, or use the category there is.',
    ),
  ],
  'unreadable-file scan': (d) => [
    said(`「${text(d.name)}」不是扫描件。`, '这份表没有改动，选的文件没有动。', '请选扫描出来的 PDF、图片或 OFD 文件。'),
    said(`“${text(d.name)}” is not a scan.`, 'The table and the file are unchanged.', 'Choose a PDF, a picture or an OFD file.'),
  ],
  'unreadable-file scan-too-large': (d) => [
    said(`「${text(d.name)}」太大，没有附上。`, '这份表没有改动，选的文件没有动。', '扫描件不要超过 30 兆；请用黑白或 200 点重新扫一份。'),
    said(
      `“${text(d.name)}” is too large and was not attached.`,
      'The table and the file are unchanged.',
      'A scan may have 30 MB; scan it again in black and white or at 200 dpi.',
    ),
  ],
  'unreadable-file scheme-document': (d) => [
    said(
      `「${text(d.name)}」不是完整的三合一文件${text(d.place) ? `，错在${placeWords(text(d.place))}` : ''}。`,
      '没有建草案，选的文件没有动。',
      '请向给文件的人重新要一份，原样拷来，不要用别的软件打开保存。',
    ),
    said(
      `“${text(d.name)}” is not a whole scheme document${text(d.place) ? `; the fault is at ${text(d.place)}` : ''}.`,
      'No draft was begun; the file is unchanged.',
      'Ask for the file again and copy it as it is, without saving it in another program.',
    ),
  ],
};

/** Why a row or a value is refused. */
const whySayers: Record<string, Both> = {
  cycle: (d) => [
    said(`条款「${text(d.no)}」不能移到自己下面。`, draftKept, '请选别的条款下面。'),
    said(`Row “${text(d.no)}” cannot be moved below itself.`, draftKeptEnglish, 'Choose another place.'),
  ],
  'no-place': (d) => [
    said(`条款「${text(d.no)}」已经不能再升级或降级。`, draftKept, '降级要前面有同级的条款，升级要上面有上级条款。'),
    said(
      `Row “${text(d.no)}” cannot go a level higher or lower here.`,
      draftKeptEnglish,
      'To go lower there must be a row before it on its level; to go higher, a row above it.',
    ),
  ],
  'too-deep': (d) => [
    said(`条款「${text(d.no)}」的层级太深，最多 13 级。`, draftKept, '请放到浅一些的层级。'),
    said(`Row “${text(d.no)}” would stand too deep; a table has at most 13 levels.`, draftKeptEnglish, 'Put it on a higher level.'),
  ],
  'too-long': (d) => [
    said(`重编后的条款号「${text(d.no)}」太长。`, '条款号都没有改。', '请减少层级，或改用另一种写法。'),
    said(`The new number “${text(d.no)}” is too long.`, 'No number was changed.', 'Use fewer levels, or the other style.'),
  ],
  'other-fonds': () => [
    said('这两份表不是同一个全宗的，不能对照。', '两份表都没有改动。', '请选同一个全宗的两个版本。'),
    said('These tables are of two fonds and cannot be compared.', 'Both are unchanged.', 'Choose two versions of one fonds.'),
  ],
  'legacy-term': () => [
    said('新条款不能用「长期」「短期」。', '没有保存这次修改，填的内容还在。', '请改成永久、30年或10年。'),
    said(
      'A clause may no longer say “long” or “short”.',
      'This change was not saved; what you typed is still there.',
      'Use permanent, 30 years or 10 years.',
    ),
  ],
  'before-version-in-force': (d) => [
    said(
      `第 ${text(d.version)} 版从 ${text(d.yearFrom)} 年起施行，新的一版不能比它早。`,
      '两个版本都没有改动。',
      `请从 ${text(d.yearFrom)} 年或以后的年度起施行。`,
    ),
    said(
      `Version ${text(d.version)} is in force from ${text(d.yearFrom)}; a newer one cannot begin earlier.`,
      'Both versions are unchanged.',
      `Begin with ${text(d.yearFrom)} or later.`,
    ),
  ],
  'no-such-day': () => [
    said('同意日期不是日历上有的日子。', '没有登记同意，填的内容还在。', '请照文件上的落款日期填八位数字。'),
    said(
      'The day of consent is not in the calendar.',
      'No consent was noted; what you typed is still there.',
      'Enter the date of the document in eight digits.',
    ),
  ],
};

/** `categories.0.clauses.12.term` as 第 1 个门类第 13 条的保管期限 would be found by a person. */
function placeWords(place: string): string {
  const match = /^categories\.(\d+)(?:\.clauses\.(\d+))?/.exec(place);
  if (!match) return `「${place}」`;
  return `第 ${Number(match[1]) + 1} 个门类${match[2] === undefined ? '' : `第 ${Number(match[2]) + 1} 条`}`;
}

/** The sentences for a refusal about a 三合一; undefined for any other. */
export function sayOfSchemes(
  { code, details }: { readonly code: ProblemCode; readonly details: Details },
  language: Language,
): Said | undefined {
  const [issue] = Array.isArray(details.issues) ? details.issues : [];
  const why = code === 'invalid-input' ? whySayers[text((issue as { why?: Json } | undefined)?.why)] : undefined;
  // Rows are told only where an edit met what another window did; a value that changed is shown beside the one that was wanted.
  const both = why ?? sayers[`${code} ${text(details.what)}`];
  return both?.(details)[language === 'en' ? 1 : 0];
}
