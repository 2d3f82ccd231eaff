import { inBothLanguages } from '../app/language.ts';

export const words = inBothLanguages({
  'zh-CN': {
    title: '设置', parts: '设置的各部分', 'part.general': '本机', 'part.fonds': '全宗', 'part.backup': '备份', 'part.audit': '操作记录',
    archivist: '档案员姓名', save: '保存姓名', saved: '姓名已保存，以后的改动记在「{{name}}」名下', language: '语言', kind: '使用方式', kindFixed: '建立目录时选定，不能改。',
    folder: '数据文件夹', folderHint: '目录、草稿之外的一切都在这里。搬家时整个文件夹一起拷走。', version: '程序版本', unknown: '未知', missing: '姓名不能空',
  },
  en: {
    title: 'Settings', parts: 'Parts of the settings', 'part.general': 'This computer', 'part.fonds': 'Fonds', 'part.backup': 'Backup', 'part.audit': 'Log',
    archivist: 'Archivist', save: 'Save name', saved: 'Saved; changes from now on are recorded under “{{name}}”', language: 'Language', kind: 'Installation', kindFixed: 'Chosen when the catalogue was set up; it cannot be changed.',
    folder: 'Data folder', folderHint: 'Everything but drafts is here. Copy the whole folder when you move.', version: 'Version', unknown: 'unknown', missing: 'A name is needed',
  },
});
