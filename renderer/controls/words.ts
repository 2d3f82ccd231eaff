import { inBothLanguages } from '../app/language.ts';

export const words = inBothLanguages({
  'zh-CN': {
    happened: '情况', kept: '现在', toDo: '怎么办',
    loading: '正在读取', cancel: '停止', cancelling: '正在停止', working: '正在处理',
    progress: '{{done}} / {{total}}', count: '已处理 {{done}}', left: '约剩 {{time}}', seconds: '{{count}} 秒', minutes: '{{count}} 分',
    unknown: '未知', today: '今天 {{time}}', yesterday: '昨天 {{time}}', daysAgo: '{{count}} 天前', tomorrow: '明天 {{time}}',
    total: '共 {{total}}', selected: '已选 {{count}}', sortAscending: '升序', sortDescending: '降序', rowLoading: '读取中',
    'term.none': '未定', 'term.Y': '永久', 'term.years': '{{count}}年', 'term.long': '长期', 'term.short': '短期',
    done: '已完成', refused: '没有完成', cancelled: '已停止', tasks: '正在进行的工作',
    'task.imports.inspect': '看表格', 'task.imports.rehearse': '预演导入', 'task.imports.commit': '导入', 'task.imports.rejections': '写未导入表',
    'task.prints.catalogue': '写归档文件目录', 'task.sync.enrol': '接入县级系统', 'task.sync.push': '上报', 'task.audit.export': '写操作记录',
    'task.backup.make': '备份', 'task.backup.verify': '检查备份',
    'step.starting': '开始', 'step.reading': '读取', 'step.checking': '核对', 'step.writing': '写入', 'step.copying': '复制', 'step.sending': '发送', 'step.sealing': '封装', 'step.hashing': '计算校验值',
  },
  en: {
    happened: 'What happened', kept: 'Now', toDo: 'What to do',
    loading: 'Reading', cancel: 'Stop', cancelling: 'Stopping', working: 'Working',
    progress: '{{done}} of {{total}}', count: '{{done}} done', left: 'about {{time}} left', seconds: '{{count}} s', minutes: '{{count}} min',
    unknown: 'unknown', today: 'today {{time}}', yesterday: 'yesterday {{time}}', daysAgo: '{{count}} days ago', daysAgo_one: '{{count}} day ago', tomorrow: 'tomorrow {{time}}',
    total: '{{total}} in all', selected: '{{count}} selected', sortAscending: 'ascending', sortDescending: 'descending', rowLoading: 'reading',
    'term.none': 'not set', 'term.Y': 'permanent', 'term.years': '{{count}} years', 'term.years_one': '{{count}} year', 'term.long': 'long (legacy)', 'term.short': 'short (legacy)',
    done: 'Done', refused: 'Not finished', cancelled: 'Stopped', tasks: 'Work in progress',
    'task.imports.inspect': 'Look at table', 'task.imports.rehearse': 'Rehearse import', 'task.imports.commit': 'Import', 'task.imports.rejections': 'Write rejected rows',
    'task.prints.catalogue': 'Write catalogue', 'task.sync.enrol': 'Connect to county', 'task.sync.push': 'Send to county', 'task.audit.export': 'Write log',
    'task.backup.make': 'Back up', 'task.backup.verify': 'Check backup',
    'step.starting': 'starting', 'step.reading': 'reading', 'step.checking': 'checking', 'step.writing': 'writing', 'step.copying': 'copying', 'step.sending': 'sending', 'step.sealing': 'sealing', 'step.hashing': 'hashing',
  },
});
