/** 法定内容: one thing a law says the archives must hold. */
export interface Duty {
  readonly code: DutyCode;
  readonly name: string;
  readonly nameEnglish: string;
}

/**
 * 村民委员会组织法 (2018 修正) 第34条: 村务档案包括 … The order is the article's. A clause names the duty it answers; which clause that is
 * may be edited, the list is the law's.
 */
export const dutyCodes = [
  'cwzz34-election',
  'cwzz34-minutes',
  'cwzz34-land',
  'cwzz34-contracts',
  'cwzz34-accounts',
  'cwzz34-assets',
  'cwzz34-facilities',
  'cwzz34-construction',
  'cwzz34-homesteads',
  'cwzz34-expropriation',
] as const;
type DutyCode = (typeof dutyCodes)[number];

export const villageDuties: readonly Duty[] = [
  { code: 'cwzz34-election', name: '选举文件和选票', nameEnglish: 'election documents and ballots' },
  { code: 'cwzz34-minutes', name: '会议记录', nameEnglish: 'minutes of meetings' },
  { code: 'cwzz34-land', name: '土地发包方案和承包合同', nameEnglish: 'land contracting plans and contracts' },
  { code: 'cwzz34-contracts', name: '经济合同', nameEnglish: 'economic contracts' },
  { code: 'cwzz34-accounts', name: '集体财务账目', nameEnglish: 'collective financial accounts' },
  { code: 'cwzz34-assets', name: '集体资产登记文件', nameEnglish: 'registers of collective assets' },
  { code: 'cwzz34-facilities', name: '公益设施基本资料', nameEnglish: 'basic data of public facilities' },
  { code: 'cwzz34-construction', name: '基本建设资料', nameEnglish: 'construction records' },
  { code: 'cwzz34-homesteads', name: '宅基地使用方案', nameEnglish: 'homestead use plans' },
  { code: 'cwzz34-expropriation', name: '征地补偿费使用及分配方案', nameEnglish: 'use and distribution of expropriation compensation' },
];

/** The source of the list, as shown beside it. */
export const villageDutiesSource = '村民委员会组织法 第34条';
