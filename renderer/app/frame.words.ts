import { inBothLanguages } from './language.ts';

export const words = inBothLanguages({
  'zh-CN': {
    title: '兰台', subtitle: '基层档案著录',
    'room.desk': '工作台', 'room.imports': '收集 · 导入', 'room.items': '著录', 'room.schemes': '三合一', 'room.search': '检索',
    'room.prints': '打印', 'room.sync': '上报', 'room.settings': '设置',
    rail: '各项工作', skip: '跳到正文', fonds: '全宗', year: '年度', yearOption: '{{year}} 年', search: '检索', searchHint: '检索题名、文号、档号　Ctrl+K',
    language: '语言', toEnglish: 'English', toChinese: '中文', status: '状态',
    'status.items': '{{total}} 件', 'status.unsent': '未上报 {{total}}', 'status.oldest': '最早 {{when}}', 'status.allSent': '已全部上报',
    'status.notEnrolled': '未接入县级系统', 'status.backup': '备份 {{when}} 已验证', 'status.backupGone': '备份 {{when}}，副本已不在', 'status.noBackup': '还没有备份',
    'status.database.sound': '数据库正常', 'status.database.damaged': '数据库损坏', 'status.database.checking': '数据库检查中', 'status.database.unchecked': '数据库未检查',
    'status.database.soundWhen': '{{when}} 检查', 'status.unknown': '状态未知', 'status.backupUnknown': '备份未知',
    keys: '按键', 'keys.title': '本屏按键', close: '关闭', broken: '这一屏没能显示', brokenKept: '已保存的内容都在数据库里', brokenToDo: '重新打开这一屏；若再次出现，请记下当时在做什么', again: '重新打开',
    'key.search': '检索', 'key.new': '新建', 'key.save': '保存', 'key.saveNext': '保存并写下一件', 'key.leave': '离开（草稿保留）', 'key.edit': '修改', 'key.keys': '显示按键',
    'key.move': '在列表中移动', 'key.select': '选定一行', 'key.range': '连续选定', 'key.all': '全部选定', 'key.ditto': '同上一件',
    unsaved: '未知',
  },
  en: {
    title: 'Lantai', subtitle: 'Cataloguing for local archives',
    'room.desk': 'Desk', 'room.imports': 'Import', 'room.items': 'Catalogue', 'room.schemes': 'Scheme', 'room.search': 'Search',
    'room.prints': 'Print', 'room.sync': 'Send to county', 'room.settings': 'Settings',
    rail: 'Rooms', skip: 'Skip to content', fonds: 'Fonds', year: 'Year', yearOption: '{{year}}', search: 'Search', searchHint: 'Title, document or archive number   Ctrl+K',
    language: 'Language', toEnglish: 'English', toChinese: '中文', status: 'Status',
    'status.items': '{{total}} items', 'status.unsent': '{{total}} not sent', 'status.oldest': 'oldest {{when}}', 'status.allSent': 'everything sent',
    'status.notEnrolled': 'no county connected', 'status.backup': 'backup {{when}}, verified', 'status.backupGone': 'backup {{when}}, copy is gone', 'status.noBackup': 'no backup yet',
    'status.database.sound': 'database sound', 'status.database.damaged': 'database damaged', 'status.database.checking': 'checking database', 'status.database.unchecked': 'database not checked',
    'status.database.soundWhen': 'checked {{when}}', 'status.unknown': 'status unknown', 'status.backupUnknown': 'backup unknown',
    keys: 'Keys', 'keys.title': 'Keys of this screen', close: 'Close', broken: 'This screen could not be shown', brokenKept: 'Everything saved is in the database', brokenToDo: 'Open the screen again; if it happens again, note what you were doing', again: 'Open again',
    'key.search': 'Search', 'key.new': 'New', 'key.save': 'Save', 'key.saveNext': 'Save and write the next', 'key.leave': 'Leave (draft is kept)', 'key.edit': 'Edit', 'key.keys': 'Show keys',
    'key.move': 'Move in the list', 'key.select': 'Select a row', 'key.range': 'Select a range', 'key.all': 'Select all', 'key.ditto': 'Same as the item before',
    unsaved: 'unknown',
  },
});
