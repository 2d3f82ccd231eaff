/** The names messages travel under between page and main. */
export const channels = {
  ask: 'lantai',
  news: 'lantai:news',
  pickFile: 'lantai:pick-file',
  stage: 'lantai:stage',
  saveOutput: 'lantai:save-output',
} as const;
