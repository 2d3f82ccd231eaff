import type { Json, Problem, ProblemCode } from './reply.ts';
import { sayOfSchemes } from './schemes/problems.ts';
import type { Language } from './settings/settings.ts';

/** What is said of a refusal, in three parts: what happened · what was kept · what to do. */
export interface Said {
  readonly happened: string;
  readonly kept: string;
  readonly toDo: string;
}

type Details = Problem['details'];
type Sayer = (details: Details) => Said;

const text = (value: Json | undefined): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
const said =
  (happened: string, kept: string, toDo: string): Sayer =>
  () => ({ happened, kept, toDo });

/** Field names as the screens call them, for sentences about a field. */
const fieldNames: Record<string, readonly [chinese: string, english: string]> = {
  archivist: ['档案员', 'archivist'],
  code: ['全宗号', 'fonds code'],
  name: ['名称', 'name'],
  unitType: ['单位类型', 'unit type'],
  county: ['所属县', 'county'],
  contact: ['联系方式', 'contact'],
  pattern: ['全宗号格式', 'code pattern'],
  title: ['题名', 'title'],
  year: ['年度', 'year'],
  yearFrom: ['起始年度', 'first year'],
  yearTo: ['截止年度', 'last year'],
  term: ['保管期限', 'retention term'],
  clauseId: ['条款', 'clause'],
  organ: ['机构或问题', 'organ or subject'],
  organCode: ['机构代码', 'organ code'],
  responsible: ['责任者', 'author'],
  documentNumber: ['文号', 'document number'],
  date: ['日期', 'date'],
  secrecy: ['密级', 'secrecy'],
  secrecyTerm: ['保密期限', 'secrecy term'],
  openness: ['开放标识', 'access status'],
  pages: ['页数', 'pages'],
  box: ['盒号', 'box'],
  remark: ['备注', 'remark'],
  category: ['门类', 'category'],
  catalogue: ['目录号', 'catalogue number'],
  volume: ['案卷号', 'volume number'],
  serial: ['件号', 'item number'],
  no: ['条款号', 'clause number'],
  text: ['内容', 'text'],
  address: ['网址', 'address'],
  kind: ['使用方式', 'installation kind'],
  fonds: ['全宗号', 'fonds code'],
  number: ['档号', 'number'],
  level: ['著录层级', 'level'],
  project: ['项目号', 'project number'],
  page: ['页号', 'page number'],
  organs: ['机构或问题', 'organs or subjects'],
  numberTemplate: ['档号写法', 'form of the number'],
  disposition: ['处置', 'disposition'],
  department: ['责任部门', 'department'],
  duty: ['法定内容', 'statutory content'],
  checked: ['已核对', 'checked'],
  arrangement: ['整理方式', 'arrangement'],
  startBasis: ['起算', 'start of the term'],
  submittedTo: ['报送机关', 'submitted to'],
  approvedBy: ['同意机关', 'consenting organ'],
  approvalNumber: ['同意文号', 'number of the consent'],
  approvalDate: ['同意日期', 'day of the consent'],
};

/** A field as the screens call it; dotted paths are named by their last known part. */
export function fieldName(field: string, language: Language): string {
  const part = field
    .split('.')
    .filter((piece) => fieldNames[piece])
    .at(-1);
  const names = part === undefined ? undefined : fieldNames[part];
  return names ? names[language === 'en' ? 1 : 0] : field;
}

function fieldsOf(details: Details, language: Language): string {
  const from = Array.isArray(details.issues)
    ? details.issues.map((issue) => text((issue as { field?: Json }).field))
    : Array.isArray(details.fields)
      ? details.fields.map(text)
      : Object.keys((details.changed as object | undefined) ?? {});
  const names = [...new Set(from.filter(Boolean).map((field) => fieldName(field, language)))].slice(0, 5);
  return language === 'en' ? names.map((name) => `“${name}”`).join(', ') : names.map((name) => `「${name}」`).join('、');
}

const folderWhy: Record<string, readonly [string, string]> = {
  network: ['在网络盘上，断网时数据库会损坏', 'is on a network drive, where a lost connection damages the database'],
  cloud: ['在云盘同步文件夹里，同步软件会改坏数据库', 'is inside a cloud-synced folder, whose software would damage the database'],
  'not-writable': ['不能写入', 'cannot be written to'],
  file: ['是一个文件，不是文件夹', 'is a file, not a folder'],
};

const fileWhy: Record<string, readonly [string, string]> = {
  empty: ['是空的', 'is empty'],
  encrypted: ['设了密码，打不开', 'is protected by a password'],
  'old-format': ['是旧格式，请用 WPS 或 Excel 另存为 xlsx 或 csv', 'is in an old format; save it as xlsx or csv first'],
  encoding: ['里的文字编码不对', 'has broken character encoding'],
  truncated: ['不完整，可能没有拷完', 'is incomplete; it may not have been copied whole'],
  'no-header': ['里找不到表头行', 'has no header row that could be found'],
  'no-sheet': ['里没有这张工作表', 'has no such sheet'],
  'unclosed-quote': ['里有一个引号没有结束', 'has a quotation mark that never closes'],
  'long-record': ['里有一行长得不正常', 'has a row of abnormal length'],
  word: ['是文字文档', 'is a text document'],
  'old-document': ['是旧格式的文字文档，请用 WPS 或 Word 另存为 .docx 再来', 'is a document in the old format; save it as .docx first'],
  'no-table': ['里没有能认作归档范围的表格', 'holds no table of clauses'],
  html: ['是网页', 'is a web page'],
  image: ['是图片', 'is a picture'],
  pdf: ['是 PDF', 'is a PDF'],
  dbf: ['是 dbf 数据库，请用 WPS 或 Excel 另存为 xlsx', 'is a dbf table; save it as xlsx first'],
  database: ['是数据库文件', 'is a database'],
  archive: ['是压缩包或别的文档', 'is an archive or another document'],
  binary: ['不是文字', 'is not text'],
  xml: ['是 XML', 'is XML'],
  bomb: ['解开后大得不正常，没有打开', 'would unpack to an abnormal size and was not opened'],
};

const backupWhy: Record<string, readonly [string, string]> = {
  missing: ['找不到这个文件夹', 'the folder is not there'],
  file: ['这是一个文件，不是文件夹', 'it is a file, not a folder'],
  'not-absolute': ['要从盘符写起，写全', 'write the path in full, from the drive on'],
  'not-writable': ['这个文件夹不能写入', 'the folder cannot be written to'],
};

const versionsDiffer: readonly [string, string] = [
  '两边的版本可能不同，互相读不懂',
  'the two versions may differ and cannot read each other',
];
const notAsOurs: readonly [string, string] = ['这台电脑的签名没有通过核对', 'the signature of this PC did not hold'];

const countyWhy: Record<string, readonly [string, string]> = {
  gap: ['它说缺前面的一包，又说已经有了', 'it asks for an earlier parcel and says that it has it'],
  'server-error': ['那边的服务器出了故障', 'its server is in trouble'],
  'disk-full': ['那边的磁盘满了', 'its disk is full'],
  'too-large': ['一次送得太多', 'too much was sent at once'],
  'out-of-scope': ['那边没有登记由这台电脑报这个全宗', 'this PC is not registered there for this fonds'],
  'feed-changed': [
    '那边发布的表与以前发来的对不上，可能恢复过备份',
    'what it published is not what it showed before; it may have been restored',
  ],
  'unknown-document': ['那边找不到发布的表', 'it does not find the table it published'],
  'history-changed': ['那边现有的记录与以前给过回执的不一样', 'its records are not those it gave receipts for'],
  'unknown-device': ['那边不认得这台电脑', 'this PC is not known there'],
  'revoked-device': ['那边已停用这台电脑', 'this PC was shut out there'],
  'bad-signature': notAsOurs,
  unsigned: notAsOurs,
  nonce: notAsOurs,
  'unreadable-answer': versionsDiffer,
  'unknown-protocol': versionsDiffer,
  'unknown-path': versionsDiffer,
  'bad-json': versionsDiffer,
  'bad-request': versionsDiffer,
  'bad-key': versionsDiffer,
  'not-ours': versionsDiffer,
};
/** Trying again does not help against these. */
const countyMustAct = new Set([
  'feed-changed',
  'unknown-document',
  'out-of-scope',
  'history-changed',
  'unknown-device',
  'revoked-device',
  'bad-signature',
  'unsigned',
]);

const codeWhy: Record<string, readonly [string, string]> = {
  'unknown-code': ['接通码不对', 'The code is wrong'],
  'expired-code': ['接通码已过期', 'The code is out of date'],
  'used-code': ['接通码已用过', 'The code was used before'],
  'other-fonds': ['这个接通码是给别的全宗的', 'The code is for another fonds'],
  'too-many-guesses': ['试错的次数太多，过一会儿才能再试', 'Too many wrong codes; it can be tried again later'],
};

const strangerWhy: Record<string, readonly [string, string]> = {
  certificate: ['对方给的证明核对不上', 'What the other side showed as proof does not hold'],
  head: ['对方的记录没有县档案馆的签名', 'The records of the other side are not signed by the county archive'],
  'other-county': ['这个网址上答话的是另一家档案馆', 'Another archive answers at this address'],
  'key-changed': ['对方的签名钥匙与接通时记下的不同', 'The other side signs with another key than the one noted'],
};

const nothingLost = '已有的目录没有改动。';
const publishedKept = '目录和以前收到的各份都没有改动。';
const publishedKeptEnglish = 'The catalogue and what was received before are unchanged.';
const nothingLostEnglish = 'The catalogue is unchanged.';

const chinese: Record<ProblemCode, Sayer> = {
  'unknown-operation': (d) => ({ happened: `没有「${text(d.name)}」这项操作。`, kept: nothingLost, toDo: '请核对操作名称。' }),
  'invalid-input': (d) => ({
    happened: fieldsOf(d, 'zh-CN') ? `${fieldsOf(d, 'zh-CN')}填写不对或没有填。` : '填写的内容不对。',
    kept: '没有保存这次修改，填的内容还在。',
    toDo: '改好标出的地方，再保存。',
  }),
  'not-found': said('要找的记录不在了，可能已被移走。', nothingLost, '刷新列表后再试。'),
  duplicate: (d) => ({
    happened: text(d.value) ? `「${text(d.value)}」已经有了，不能重复。` : '已经有一样的了，不能重复。',
    kept: nothingLost,
    toDo: '换一个，或打开已有的那一条。',
  }),
  'changed-meanwhile': (d) =>
    d.what === 'reviewed'
      ? {
          happened: `核对之后，有 ${text(d.count)} 件与核对时不一样了。`,
          kept: '一件也没有改归，都还是原来的样子。',
          toDo: '看看是哪几件，按现在的情况再核对一遍。',
        }
      : {
          happened: `打开之后，${fieldsOf(d, 'zh-CN') || '这条记录'}已被改过。`,
          kept: '两边的内容都在，谁的也没有覆盖。',
          toDo: '请对照两边，选一个。',
        },
  locked: (d) =>
    d.what === 'task'
      ? { happened: '同样的工作正在进行。', kept: nothingLost, toDo: '等它完成，或先取消它。' }
      : d.what === 'number'
        ? {
            happened: `这件已编档号 ${text(d.number)}，改动${fieldsOf(d, 'zh-CN') || '这些内容'}会使档号与内容不符。`,
            kept: nothingLost,
            toDo: '确要改，请选「重新编号」；旧档号会留下备查。',
          }
        : d.what === 'fonds-code'
          ? {
              happened: `全宗号 ${text(d.value)} 已经编进档号，不能改。`,
              kept: nothingLost,
              toDo: '全宗号确有变动，请另建一个全宗，并问县档案馆怎样衔接。',
            }
          : d.what === 'bin'
            ? { happened: '这一件在回收站里，不能改。', kept: nothingLost, toDo: '先从回收站里取回，再改。' }
            : d.what === 'published'
              ? { happened: '县馆已撤回这一份，不能再照原表采用。', kept: nothingLost, toDo: '用县馆另发的一份，或以这一份为底另拟。' }
              : { happened: '这一份已经施行或移交，不能改。', kept: nothingLost, toDo: '要改，请先复制成新的草案。' },
  'not-yet': (d) => ({
    happened:
      d.what === 'rows'
        ? '没有可以输出的内容：还没有编号的件。'
        : d.what === 'scheme-import'
          ? `还有 ${text(d.undecided)} 处没有决定，没有建立草案。`
          : d.what === 'county'
            ? '还没有与县档案馆接通。'
            : '现在还不能做这一步。',
    kept: d.what === 'scheme-import' ? '文件和已作的决定都还在。' : nothingLost,
    toDo:
      d.what === 'rows'
        ? '先给这些件编号。'
        : d.what === 'scheme-import'
          ? '逐处决定，或整类采用提议，再建立草案。'
          : d.what === 'county'
            ? '向县档案馆要接通码，在「上报」里接通。'
            : '先完成前一步。',
  }),
  'already-done': said('这一步已经做过，只能做一次。', nothingLost, '不用再做。'),
  classified: said(
    '这一条带有秘密以上的密级，本机不是涉密单机，不能存放。',
    '这一条的内容没有留在本机任何地方，其余的不受影响。',
    '请按保密规定在涉密单机上著录。',
  ),
  'maybe-classified': said(
    '题名里提到保密内容。',
    '还没有保存，填的内容还在。',
    '请看原件：没有标密级，就确认「不是涉密件」；有密级，请不要在本机著录。',
  ),
  'not-allowed-here': (d) => ({
    happened: d.kind === 'classified' ? '这是涉密单机，不连接任何网络。' : '本机选的是单机使用，不连接网络。',
    kept: nothingLost,
    toDo: '需要上报时，用另一台联网的电脑。',
  }),
  'already-open': said('这个文件夹里的目录已经被另一个窗口或另一位用户打开。', '数据库没有碰。', '先关掉另一个，再打开。'),
  'unsuitable-folder': (d) =>
    d.what === 'backup'
      ? {
          happened: `这个位置不能放备份${backupWhy[text(d.why)] ? `，${backupWhy[text(d.why)]![0]}` : ''}：${text(d.folder)}`,
          kept: '目录没有改动，原有的备份都在。',
          toDo: '换一个能写入的文件夹，或插好 U 盘再试。',
        }
      : {
          happened: `数据文件夹${folderWhy[text(d.why)]?.[0] ?? '不适合存放目录'}：${text(d.folder)}`,
          kept: '没有写入任何内容。',
          toDo: '请选本机硬盘上的普通文件夹。',
        },
  'damaged-database': (d) =>
    d.what === 'backup'
      ? {
          happened: '写好的备份核对不过，这一份不算数。',
          kept: '目录没有改动，原有的备份都在。',
          toDo: '换一个盘再备份；再次这样，请检查硬盘。',
        }
      : {
          happened: '目录数据库有损坏，没有打开。',
          kept: `原文件原样保留${text(d.folder) ? `在 ${text(d.folder)}` : ''}，备份也还在。`,
          toDo: '不要删除任何文件；请用最近一次验证过的备份恢复，或找县档案馆帮助。',
        },
  'newer-database': said('这个目录是用更新版本的兰台建的。', '没有改动它。', '请把本机的兰台升级后再打开。'),
  'wrong-settings': said('数据库的安全设置没有生效，没有打开。', '没有写入任何内容。', '请重新启动；仍然这样，请找技术人员。'),
  'disk-full': said('磁盘满了，没有保存。', '之前保存的都在，填的内容还在。', '清出一些空间后再保存。'),
  'read-only': said('数据文件夹现在只能读，不能写。', '之前保存的都在。', '请检查磁盘写保护或文件夹权限。'),
  'unreadable-file': (d) => ({
    happened: `「${text(d.name)}」${fileWhy[text(d.why)]?.[0] ?? '打不开或已损坏'}${text(d.line) ? `（第 ${text(d.line)} 行）` : ''}。`,
    kept: nothingLost,
    toDo: '请用 WPS 或 Excel 打开看一下，另存一份再试。',
  }),
  'unsupported-file': (d) => ({
    happened: `「${text(d.name)}」不是能导入的表格${fileWhy[text(d.why)] ? `：${fileWhy[text(d.why)]![0]}` : ''}。`,
    kept: nothingLost,
    toDo: '请另存为 csv 或 xlsx 再导入。',
  }),
  'too-large': (d) => ({ happened: `「${text(d.name)}」太大，没有打开。`, kept: nothingLost, toDo: '请分成几份再导入。' }),
  'missing-glyphs': (d) => ({
    happened: `有些字本机的字库里没有，打印不出来：${Array.isArray(d.characters) ? d.characters.slice(0, 20).map(text).join(' ') : ''}`,
    kept: nothingLost,
    toDo: '可以选择用「〓」代替并在末页列出，或导出 xlsx。',
  }),
  cancelled: said('已取消。', '取消之前做完的都在，没有做完的没有留下。', '需要时可以重新开始。'),
  'scheme-incomplete': (d) => ({
    happened: `三合一表还有 ${text(d.count) || '几'} 处不符合规定，这一步没有做。`,
    kept: '草案原样保留。',
    toDo: '按列出的条款改好，再做这一步。',
  }),
  'no-scheme': (d) => ({
    happened: `${text(d.year) ? `${text(d.year)} 年` : '这一年'}没有施行的三合一表。`,
    kept: nothingLost,
    toDo: '先在「三合一」里让一份表从这一年起施行。',
  }),
  'number-taken': (d) => ({
    happened: `档号 ${text(d.number)} 已经用过，不能再给别的件。`,
    kept: nothingLost,
    toDo: '查一下原来那一件，或重新编号。',
  }),
  'number-incomplete': (d) => ({
    happened: `还缺${fieldsOf(d, 'zh-CN') || '编号需要的内容'}，编不了档号。`,
    kept: '记录还在，没有编号。',
    toDo: '补齐后再编号。',
  }),
  offline: (d) => ({
    happened:
      d.why === 'broken-answer'
        ? '线路断了，县档案馆的回答没有传完。'
        : `连不上县档案馆${text(d.address) ? `（${text(d.address)}）` : ''}。`,
    kept: '要上报的都在本机，一条没少。',
    toDo: '网络通了再上报，或以后用 U 盘带去。',
  }),
  'not-the-county': (d) => ({
    happened: strangerWhy[text(d.why)]
      ? `${strangerWhy[text(d.why)]![0]}，不能当作县档案馆。`
      : '有回应，但不是县档案馆的服务器，可能是上网登录页拦住了。',
    kept: '没有送出任何记录。',
    toDo: strangerWhy[text(d.why)] ? '核对网址；网址没错，请打电话问县档案馆。' : '先打开浏览器登录上网，或核对网址。',
  }),
  'clock-wrong': (d) => ({
    happened: `电脑日期可能不对${text(d.today) ? `（现在是 ${text(d.today)}）` : ''}，安全连接没有建立。`,
    kept: '没有送出任何记录。',
    toDo: '改正电脑的日期和时间，再上报。',
  }),
  'county-refused': (d) =>
    d.what === 'published'
      ? {
          happened: `县馆发布的三合一没有收到${countyWhy[text(d.why)] ? `：${countyWhy[text(d.why)]![0]}` : ''}。`,
          kept: publishedKept,
          toDo: countyMustAct.has(text(d.why)) ? '请联系县档案馆核对。' : '过一会儿再收取；仍然这样，请联系县档案馆。',
        }
      : {
          happened: `县档案馆没有收${countyWhy[text(d.why)] ? `：${countyWhy[text(d.why)]![0]}` : ''}。`,
          kept: '要上报的都在本机，一条没少。',
          toDo: countyMustAct.has(text(d.why)) ? '请联系县档案馆，必要时重新接通。' : '过一会儿再试；仍然这样，请联系县档案馆。',
        },
  'code-refused': (d) => ({
    happened: `${codeWhy[text(d.why)]?.[0] ?? '接通码不对、已用过或已过期'}。`,
    kept: '没有接通，本机没有改动。',
    toDo: '核对接通码；仍然不行，请向县档案馆要一个新的。',
  }),
  'bad-receipt': (d) =>
    d.what === 'published'
      ? {
          happened: '收到的县馆三合一核对不上（签名、次序或内容不符），没有收下。',
          kept: publishedKept,
          toDo: '过一会儿再收取；仍然这样，请打电话问县档案馆。',
        }
      : {
          happened: '收到的回执签名不对，不能作数。',
          kept: '记录仍算「未送达」，都在本机。',
          toDo: '请联系县档案馆核对，不要当作已上报。',
        },
  forked: said(
    '县档案馆收到过另一份同样编号的上报，这台电脑的数据可能是从备份恢复或拷贝来的。',
    '两边的内容都在，没有覆盖。',
    '请联系县档案馆要一个新的接通码，把这台电脑重新接通。',
  ),
  unexpected: (d) =>
    d.what === 'core-stopped'
      ? {
          happened: '程序里管目录的部分停了，现在读不了也存不了。',
          kept: '停下之前保存的都在，写到一半的留有草稿。',
          toDo: '把程序关掉，重新打开。再次这样，请把日志交给技术人员。',
        }
      : {
          happened: '程序出了错，这一步没有做成。',
          kept: '之前保存的都在，错误已记入日志。',
          toDo: '请再试一次；仍然这样，请把日志交给技术人员。',
        },
};

const english: Record<ProblemCode, Sayer> = {
  'unknown-operation': (d) => ({ happened: `There is no operation “${text(d.name)}”.`, kept: nothingLostEnglish, toDo: 'Check the name.' }),
  'invalid-input': (d) => ({
    happened: fieldsOf(d, 'en') ? `${fieldsOf(d, 'en')} is missing or not right.` : 'What was entered is not right.',
    kept: 'This change was not saved; what you typed is still there.',
    toDo: 'Mend the marked fields and save again.',
  }),
  'not-found': said('The record is no longer there.', nothingLostEnglish, 'Refresh the list and try again.'),
  duplicate: (d) => ({
    happened: text(d.value) ? `“${text(d.value)}” exists already.` : 'The same exists already.',
    kept: nothingLostEnglish,
    toDo: 'Choose another, or open the existing one.',
  }),
  'changed-meanwhile': (d) =>
    d.what === 'reviewed'
      ? {
          happened: `${text(d.count)} items are not as they were reviewed.`,
          kept: 'None was moved; all are as they were.',
          toDo: 'See which they are, and review them as they stand now.',
        }
      : {
          happened: `${fieldsOf(d, 'en') || 'This record'} was changed after you opened it.`,
          kept: 'Both versions are kept; nothing was overwritten.',
          toDo: 'Compare the two and choose one.',
        },
  locked: (d) =>
    d.what === 'task'
      ? { happened: 'The same work is already running.', kept: nothingLostEnglish, toDo: 'Wait for it, or cancel it first.' }
      : d.what === 'number'
        ? {
            happened: `This item bears the number ${text(d.number)}; changing ${fieldsOf(d, 'en') || 'this'} would make it untrue.`,
            kept: nothingLostEnglish,
            toDo: 'To change it all the same choose “renumber”; the old number stays on record.',
          }
        : d.what === 'fonds-code'
          ? {
              happened: `The fonds code ${text(d.value)} stands in numbers already given.`,
              kept: nothingLostEnglish,
              toDo: 'If the code has really changed, make a new fonds and ask the county archive how the two join.',
            }
          : d.what === 'bin'
            ? { happened: 'This item is in the recycle bin.', kept: nothingLostEnglish, toDo: 'Take it out of the bin first.' }
            : d.what === 'published'
              ? {
                  happened: 'The county withdrew this table; it can no longer be adopted as it stands.',
                  kept: nothingLostEnglish,
                  toDo: 'Adopt another the county published, or start your own from this one.',
                }
              : {
                  happened: 'This version is in force or handed over and cannot be changed.',
                  kept: nothingLostEnglish,
                  toDo: 'Copy it to a new draft first.',
                },
  'not-yet': (d) => ({
    happened:
      d.what === 'rows'
        ? 'There is nothing to put out: no numbered items.'
        : d.what === 'scheme-import'
          ? `The file still holds ${text(d.undecided)} places that only you can decide, so no draft was made.`
          : d.what === 'county'
            ? 'No county archive is connected yet.'
            : 'This cannot be done yet.',
    kept: d.what === 'scheme-import' ? 'The file and all you have decided so far are still on the screen.' : nothingLostEnglish,
    toDo:
      d.what === 'rows'
        ? 'Number the items first.'
        : d.what === 'scheme-import'
          ? 'Decide each place, or take the proposals for a whole kind at once; then make the draft.'
          : d.what === 'county'
            ? 'Ask the county archive for a code and connect under “Send to county”.'
            : 'Finish the step before it.',
  }),
  'already-done': said('This was done before and can be done only once.', nothingLostEnglish, 'Nothing more to do.'),
  classified: said(
    'This record is marked secret or above, and this PC is not a classified workstation.',
    'Nothing of its content was kept on this PC; the rest is not affected.',
    'Catalogue it on the classified workstation.',
  ),
  'maybe-classified': said(
    'The title speaks of secrecy.',
    'Not saved yet; what you typed is still there.',
    'Look at the paper: without a mark, confirm that it is not classified; with a mark, do not catalogue it here.',
  ),
  'not-allowed-here': (d) => ({
    happened:
      d.kind === 'classified'
        ? 'This is a classified workstation; it opens no network connection.'
        : 'This installation is standalone; it opens no network connection.',
    kept: nothingLostEnglish,
    toDo: 'Use a networked PC to report.',
  }),
  'already-open': said(
    'The catalogue in this folder is open in another window or by another user.',
    'The database was not touched.',
    'Close the other one first.',
  ),
  'unsuitable-folder': (d) =>
    d.what === 'backup'
      ? {
          happened: `A backup cannot be kept at this place${backupWhy[text(d.why)] ? `, ${backupWhy[text(d.why)]![1]}` : ''}: ${text(d.folder)}`,
          kept: 'The catalogue is unchanged and earlier backups are there.',
          toDo: 'Choose a folder that can be written to, or plug the stick in again.',
        }
      : {
          happened: `The data folder ${folderWhy[text(d.why)]?.[1] ?? 'is not fit for a catalogue'}: ${text(d.folder)}`,
          kept: 'Nothing was written.',
          toDo: 'Choose an ordinary folder on a disk of this PC.',
        },
  'damaged-database': (d) =>
    d.what === 'backup'
      ? {
          happened: 'The backup just written did not pass its check and does not count.',
          kept: 'The catalogue is unchanged and earlier backups are there.',
          toDo: 'Back up to another disk; if it happens again, have the disk checked.',
        }
      : {
          happened: 'The catalogue file is damaged and was not opened.',
          kept: `The file is kept as it is${text(d.folder) ? ` in ${text(d.folder)}` : ''}, and so are the backups.`,
          toDo: 'Delete nothing; restore the newest checked backup, or ask the county archive for help.',
        },
  'newer-database': said(
    'This catalogue was made by a newer Lantai.',
    'It was not changed.',
    'Update Lantai on this PC and open it again.',
  ),
  'wrong-settings': said(
    'The safety settings of the database did not take effect; it was not opened.',
    'Nothing was written.',
    'Start again; if it stays so, ask a technician.',
  ),
  'disk-full': said(
    'The disk is full; nothing was saved.',
    'Everything saved before is there; what you typed is still there.',
    'Free some space and save again.',
  ),
  'read-only': said(
    'The data folder can only be read now.',
    'Everything saved before is there.',
    'Check write protection and permissions.',
  ),
  'unreadable-file': (d) => ({
    happened: `“${text(d.name)}” ${fileWhy[text(d.why)]?.[1] ?? 'cannot be opened or is damaged'}${text(d.line) ? ` (line ${text(d.line)})` : ''}.`,
    kept: nothingLostEnglish,
    toDo: 'Open it in a spreadsheet program, save a new copy and try again.',
  }),
  'unsupported-file': (d) => ({
    happened: `“${text(d.name)}” is not a table that can be imported${fileWhy[text(d.why)] ? `: it ${fileWhy[text(d.why)]![1]}` : ''}.`,
    kept: nothingLostEnglish,
    toDo: 'Save it as csv or xlsx first.',
  }),
  'too-large': (d) => ({
    happened: `“${text(d.name)}” is too large and was not opened.`,
    kept: nothingLostEnglish,
    toDo: 'Divide it and import the parts.',
  }),
  'missing-glyphs': (d) => ({
    happened: `Some characters cannot be drawn: ${Array.isArray(d.characters) ? d.characters.slice(0, 20).map(text).join(' ') : ''}`,
    kept: nothingLostEnglish,
    toDo: 'Print 〓 in their place with a list at the end, or export xlsx.',
  }),
  cancelled: said('Cancelled.', 'What was finished before stays; the rest left nothing behind.', 'Start again when you wish.'),
  'scheme-incomplete': (d) => ({
    happened: `The scheme breaks the rules in ${text(d.count) || 'some'} places; this step was not taken.`,
    kept: 'The draft is kept as it is.',
    toDo: 'Mend the clauses listed and try again.',
  }),
  'no-scheme': (d) => ({
    happened: `No scheme is in force for ${text(d.year) || 'this year'}.`,
    kept: nothingLostEnglish,
    toDo: 'Put a scheme into force from this year on.',
  }),
  'number-taken': (d) => ({
    happened: `The number ${text(d.number)} was used before.`,
    kept: nothingLostEnglish,
    toDo: 'Look up the other item, or renumber.',
  }),
  'number-incomplete': (d) => ({
    happened: `${fieldsOf(d, 'en') || 'A component'} is missing; no number can be given.`,
    kept: 'The record is kept, unnumbered.',
    toDo: 'Complete it and number it then.',
  }),
  offline: (d) => ({
    happened:
      d.why === 'broken-answer'
        ? 'The line broke off before the answer of the county archive was whole.'
        : `The county archive cannot be reached${text(d.address) ? ` (${text(d.address)})` : ''}.`,
    kept: 'Everything to be sent is still here.',
    toDo: 'Try again when the network is up.',
  }),
  'not-the-county': (d) => ({
    happened: strangerWhy[text(d.why)]
      ? `${strangerWhy[text(d.why)]![1]}; it is not taken for the county archive.`
      : 'Something answered, but it is not the county’s server; a login page may stand in between.',
    kept: 'No record was sent.',
    toDo: strangerWhy[text(d.why)]
      ? 'Check the address; if it is right, call the county archive.'
      : 'Log in to the network in a browser, or check the address.',
  }),
  'clock-wrong': (d) => ({
    happened: `The date of this PC may be wrong${text(d.today) ? ` (${text(d.today)})` : ''}; no secure connection was made.`,
    kept: 'No record was sent.',
    toDo: 'Set date and time right and try again.',
  }),
  'county-refused': (d) =>
    d.what === 'published'
      ? {
          happened: `What the county published did not arrive${countyWhy[text(d.why)] ? `: ${countyWhy[text(d.why)]![1]}` : ''}.`,
          kept: publishedKeptEnglish,
          toDo: countyMustAct.has(text(d.why)) ? 'Call the county archive.' : 'Fetch again later; if it stays so, call the county archive.',
        }
      : {
          happened: `The county archive did not accept it${countyWhy[text(d.why)] ? `: ${countyWhy[text(d.why)]![1]}` : ''}.`,
          kept: 'Everything to be sent is still here.',
          toDo: countyMustAct.has(text(d.why))
            ? 'Call the county archive; connect anew where needed.'
            : 'Try again later; if it stays so, call the county archive.',
        },
  'code-refused': (d) => ({
    happened: `${codeWhy[text(d.why)]?.[1] ?? 'The code is wrong, used up or out of date'}.`,
    kept: 'Nothing was connected or changed.',
    toDo: 'Check the code; if it still fails, ask the county archive for a new one.',
  }),
  'bad-receipt': (d) =>
    d.what === 'published'
      ? {
          happened: 'What arrived as published by the county does not hold (signature, order or content) and was not taken.',
          kept: publishedKeptEnglish,
          toDo: 'Fetch again later; if it stays so, call the county archive.',
        }
      : {
          happened: 'The receipt’s signature is wrong; it does not count.',
          kept: 'The records still count as not delivered and are all here.',
          toDo: 'Ask the county archive; do not take them as reported.',
        },
  forked: said(
    'The county holds a different parcel of the same number; this PC’s data may be a restored or copied one.',
    'Both are kept; nothing was overwritten.',
    'Have this PC enrolled again by the county archive.',
  ),
  unexpected: (d) =>
    d.what === 'core-stopped'
      ? {
          happened: 'The part of the program that keeps the catalogue has stopped; nothing can be read or saved now.',
          kept: 'What was saved before is there; what was half written is kept as a draft.',
          toDo: 'Close the program and open it again. If it happens again, give the log to a technician.',
        }
      : {
          happened: 'The program made an error; this step was not done.',
          kept: 'What was saved before is there; the error is in the log.',
          toDo: 'Try again; if it stays so, give the log to a technician.',
        },
};

/** The sentences for a refusal. The compiler complains when a code has no words. */
export function sayProblem(problem: Problem, language: Language): Said {
  return sayOfSchemes(problem, language) ?? (language === 'en' ? english : chinese)[problem.code](problem.details);
}
