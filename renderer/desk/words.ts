import { inBothLanguages } from '../app/language.ts';

export const words = inBothLanguages({
  'zh-CN': {
    title: '工作台', todos: '接下来做什么', nothing: '没有待办。可以继续著录，或导入旧表格。', write: '写一件', import: '导入表格',
    'todo.returned': '件被县档案馆退回，看原因后改', 'todo.unnumbered': '件还没有档号', 'todo.no-clause': '件缺条款', 'todo.draft-scheme': '份三合一草案还没有施行',
    'todo.no-scheme': '个年度有文件而没有施行的三合一', 'todo.due': '件保管期满，待鉴定', 'todo.opening': '件到了开放审核的时候', 'todo.no-backup': '天没有备份', 'todo.no-backup-never': '从来没有备份过',
    'todo.unconfirmed-clauses': '个施行中的条款仍是参考，待核对',
    safety: '东西安全吗', places: '上次做到哪里', noPlaces: '走过的地方会列在这里。', backupNow: '去备份',
    'backup.good': '最近一次备份 {{when}}，写完后打开核对过。', 'backup.gone': '最近一次备份 {{when}}，但副本已不在原处。', 'backup.none': '还没有备份。电脑坏了，目录就没有了。',
    'sent.none': '没有等着上报的。', 'sent.some': '{{total}} 条还没有上报，最早的是 {{when}}。', 'sent.off': '没有接入县级系统，目录只在这台电脑上。',
    'database.sound': '数据库检查过，正常（{{when}}）。', 'database.damaged': '数据库损坏。停下手里的活，先不要关机，联系县档案馆，用备份恢复。', 'database.checking': '数据库正在检查。', 'database.unchecked': '数据库还没有检查，空闲时会查。',
    unknown: '情况未知。', place: '{{fonds}} · {{year}} 年',
  },
  en: {
    title: 'Desk', todos: 'What comes next', nothing: 'Nothing is waiting. Go on cataloguing, or import an old table.', write: 'Write an item', import: 'Import a table',
    'todo.returned': 'items returned by the county; see why and mend them', 'todo.unnumbered': 'items have no number yet', 'todo.no-clause': 'items lack a clause', 'todo.draft-scheme': 'draft schemes not yet in force',
    'todo.no-scheme': 'years have documents but no scheme in force', 'todo.due': 'items have reached the end of their term', 'todo.opening': 'items are due for access review', 'todo.no-backup': 'days without a backup', 'todo.no-backup-never': 'never backed up',
    'todo.unconfirmed-clauses': 'clauses in force are unconfirmed and should be checked',
    safety: 'Is my work safe', places: 'Where did I stop', noPlaces: 'The places you worked at will be listed here.', backupNow: 'To backup',
    'backup.good': 'Last backup {{when}}; opened and checked after it was written.', 'backup.gone': 'Last backup {{when}}, but the copy is no longer where it was.', 'backup.none': 'No backup yet. If this computer fails, the catalogue is gone.',
    'sent.none': 'Nothing is waiting to be sent.', 'sent.some': '{{total}} records are not sent yet, the oldest from {{when}}.', 'sent.off': 'No county is connected; the catalogue is on this computer only.',
    'database.sound': 'The database was checked and is sound ({{when}}).', 'database.damaged': 'The database is damaged. Stop, do not switch off, call the county archive and restore a backup.', 'database.checking': 'The database is being checked.', 'database.unchecked': 'The database has not been checked yet; it will be when idle.',
    unknown: 'Not known.', place: '{{fonds}} · {{year}}',
  },
});
