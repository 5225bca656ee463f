// The rooms of src and who may import whom: one way only, down this list.
//
//   main → cli, http, jobs → usecases → ledger → rules
//
// clock, ids, files, database and net stand below everything; they know nothing of the
// programme (only the rules' types). The web room previews with the very rules that charge,
// and sees nothing else.

const BASE = ['clock', 'ids', 'files', 'database', 'net']
const ROOMS = {
  rules: [],
  clock: ['rules'],
  ids: ['rules'],
  files: ['rules'],
  database: ['rules', 'clock', 'ids'],
  net: [],
  ledger: ['rules', ...BASE],
  usecases: ['rules', 'ledger', ...BASE],
  jobs: ['rules', 'ledger', 'usecases', ...BASE],
  http: ['rules', 'ledger', 'usecases', 'jobs', ...BASE],
  cli: ['rules', 'ledger', 'usecases', 'jobs', 'http', ...BASE],
  web: ['rules'],
  redirect: [],
}

const only = (room, allowed) => ({
  name: `${room} imports only ${allowed.join(', ') || 'itself'}`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^src/', pathNot: `^src/(${[room, ...allowed].join('|')})/` },
})

module.exports = {
  forbidden: [
    ...Object.entries(ROOMS).map(([room, allowed]) => only(room, allowed)),
    {
      name: 'the rules are pure: no packages, nothing of Node',
      severity: 'error',
      from: { path: '^src/rules/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '^src/rules/' },
    },
    {
      name: 'base rooms take types from the rules, not behaviour',
      severity: 'error',
      from: { path: `^src/(${BASE.join('|')})/` },
      to: { path: '^src/rules/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'a room is listed in .dependency-cruiser.cjs',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/[^/]+/', pathNot: `^src/(${Object.keys(ROOMS).join('|')})/` },
    },
    { name: 'no cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'the product does not import its tests or tools',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(tests|tools|bench)/' },
    },
    {
      name: 'what runs in production is a dependency',
      severity: 'error',
      from: { path: '^src/', pathNot: '(\\.test\\.ts$|^src/web/)' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'],
        // Types of sellers' tools check the answers to them; nothing of them runs here.
        dependencyTypesNot: ['type-only'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'node_modules/@types' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node'] },
  },
}
