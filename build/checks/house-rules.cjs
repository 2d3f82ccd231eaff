/**
 * The doors and arrows of the house, one sentence each. README draws the same picture.
 * A room of the core may be entered only through its index.ts, and only by rooms to its right in `order`.
 */
const order = [
  'files',
  'audit',
  'settings',
  'fonds',
  'schemes',
  'retention',
  'numbering',
  'items',
  'search',
  'imports',
  'prints',
  'backup',
  'sync',
  'desk',
];

const uphill = order
  .map((room, place) => ({
    name: `downhill-${room}`,
    severity: 'error',
    comment: `${room} may call only the rooms to its left: ${order.slice(0, place).join(' · ') || 'none'}. What wants to go uphill is a pure rule (shared/${room}) or an argument.`,
    from: { path: `^core/${room}/` },
    to: { path: order.slice(place + 1).map((other) => `^core/${other}/`) },
  }))
  .filter((rule) => rule.to.path.length > 0);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...uphill,
    {
      name: 'one-door',
      severity: 'error',
      comment: 'A room of the core is entered through its index.ts.',
      from: { path: '^core/([^/]+)/' },
      to: { path: '^core/([^/]+)/', pathNot: ['^core/$1/', '^core/[^/]+/index\\.ts$', '^core/db/'] },
    },
    {
      name: 'one-door-for-the-gatherers',
      severity: 'error',
      comment: 'Also the files that put the core together enter rooms through index.ts.',
      from: { path: '^core/[^/]+\\.ts$' },
      to: { path: '^core/([^/]+)/', pathNot: ['^core/[^/]+/index\\.ts$', '^core/db/'] },
    },
    {
      name: 'front-door',
      severity: 'error',
      comment:
        'Hosts know the core by its front doors: app, host, opening, folder, version, db, and the wire format both ends of sync speak.',
      from: { path: '^(electron|server)/' },
      to: { path: '^core/', pathNot: ['^core/(app|host|opening|folder|page|version|health)\\.ts$', '^core/db/', '^core/sync/wire/'] },
    },
    {
      name: 'county-keeps-its-own-house',
      severity: 'error',
      comment: 'The county server shares pure rules and the wire format with the desktop, never its database or its app.',
      from: { path: '^server/county/' },
      to: { path: ['^core/', '^electron/', '^renderer/'], pathNot: ['^core/sync/wire/', '^core/version\\.ts$'] },
    },
    {
      name: 'shared-is-pure',
      severity: 'error',
      comment: 'shared/ runs anywhere: it imports zod, canonicalize and itself.',
      from: { path: '^shared/' },
      to: { pathNot: ['^shared/', '(^|/)node_modules/(zod|canonicalize)/'] },
    },
    {
      name: 'core-knows-no-host',
      severity: 'error',
      comment: 'core/ imports shared/ and packages, never a host or the page.',
      from: { path: '^core/' },
      to: { path: ['^electron/', '^server/', '^renderer/', '(^|/)node_modules/(electron|react|react-dom|antd)/'] },
    },
    {
      name: 'page-knows-no-core',
      severity: 'error',
      comment: 'renderer/ imports shared/ and packages for pages; no Node, no core, no host.',
      from: { path: '^renderer/' },
      to: { path: ['^core/', '^electron/', '^server/', '(^|/)node_modules/(better-sqlite3|pg|hono|electron)/'] },
    },
    {
      name: 'page-has-no-node',
      severity: 'error',
      comment: 'A sandboxed page has no Node.',
      from: { path: '^(renderer|shared)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'screens-keep-to-their-room',
      severity: 'error',
      comment: 'A screen uses the frame and the controls; of another room only a file named for sharing (`…Picker`, `…Panel`, `…View`).',
      from: { path: '^renderer/([^/]+)/', pathNot: '^renderer/app/' },
      to: { path: '^renderer/([^/]+)/', pathNot: ['^renderer/$1/', '^renderer/(app|controls)/', '(Picker|Panel|View)\\.tsx$'] },
    },
    {
      name: 'controls-know-no-room',
      severity: 'error',
      comment: 'Controls are ours but know no room.',
      from: { path: '^renderer/controls/' },
      to: {
        path: '^renderer/',
        pathNot: ['^renderer/controls/', '^renderer/app/(words|ask|language)\\.tsx?$', '^renderer/transport\\.ts$'],
      },
    },
    {
      name: 'no-electron-upstairs',
      severity: 'error',
      comment: 'Only electron/ and the tests know Electron.',
      from: { pathNot: '^(electron|test|build)/' },
      to: { path: ['(^|/)node_modules/electron/'] },
    },
    {
      name: 'product-knows-no-test',
      severity: 'error',
      comment: 'The product does not import its tests.',
      from: { pathNot: '^(test|bench|build)/' },
      to: { path: '^(test|bench)/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two files that need each other are one file, or a third is missing.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'known-packages',
      severity: 'error',
      comment: 'Every import is found, and every package is in package.json.',
      from: { pathNot: '^(test|bench|build)/' },
      to: { couldNotResolve: true, pathNot: '^pdfmake/interfaces' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '^\\.cache/', '^tools/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'build/checks/tsconfig.reading.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json', '.css'],
    },
  },
};
