/**
 * The import rules of docs/architecture.md. `import type` counts like any other import. Tests and their stand-ins are
 * freer: only what ships is bound. scripts/check/import-rules.ts runs this and makes sure that it saw every module.
 */
const tests = '\\.test\\.tsx?$|/fixtures/|/test-[^/]+\\.ts$|/stand-in';

/** Modules of ours in `from` may reach only these of ours. Packages are another matter. */
function mayReach(name, from, ...to) {
  return {
    name,
    severity: 'error',
    from: { path: from, pathNot: tests },
    to: { path: '^(src|bench|scripts|test|e2e)/', pathNot: to },
  };
}

/** A package that only these modules of ours may name; with `values`, others may still import its types. */
function onlyFrom(name, packages, places, { values = false } = {}) {
  return {
    name,
    severity: 'error',
    from: { path: '^src/', pathNot: [tests, ...places] },
    to: { path: `^node_modules/(${packages})/|^(${packages})$`, ...(values && { dependencyTypesNot: ['type-only'] }) },
  };
}

const shared = '^src/shared/';
const core = (...parts) => parts.map((part) => `^src/core/${part}`);
const port = '^src/core/remote/port\\.ts$';

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: { path: '^src/', pathNot: tests }, to: { circular: true } },
    {
      name: 'nothing-unresolved',
      comment: 'A name that leads nowhere hides whatever stands behind it from the other rules.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    mayReach('shared', '^src/shared/', shared),
    {
      name: 'shared-zod-only',
      severity: 'error',
      from: { path: '^src/shared/', pathNot: tests },
      to: { pathNot: ['^src/', '^node_modules/(zod|@orpc/contract)/'] },
    },
    {
      // The contract of the window with core is a value of oRPC's; nothing else here knows of it.
      name: 'shared-one-contract',
      severity: 'error',
      from: { path: '^src/shared/', pathNot: [tests, '^src/shared/contract\\.ts$'] },
      to: { path: '^node_modules/@orpc/' },
    },
    mayReach('engine', '^src/core/engine/', shared, ...core('engine/')),
    {
      name: 'engine-without-packages',
      severity: 'error',
      from: { path: '^src/core/engine/', pathNot: tests },
      to: { path: '^node_modules/' },
    },
    mayReach('lab', '^src/core/lab/', shared, ...core('lab/')),
    mayReach('measure', '^src/core/measure/', shared, ...core('measure/')),
    mayReach('node', '^src/core/node/', shared, port, ...core('node/')),
    mayReach('ledger', '^src/core/ledger/', shared, port, ...core('ledger/', 'node/', 'engine/journal\\.ts$')),
    mayReach('remote', '^src/core/remote/', shared, ...core('remote/')),
    mayReach('terminal', '^src/core/terminal/', shared, ...core('terminal/', 'remote/')),
    mayReach('practice', '^src/core/practice/', shared, ...core('practice/')),
    mayReach('report', '^src/core/report/', shared, ...core('report/', 'measure/', 'app\\.ts$')),
    {
      // $1 is the step's own folder. Files directly in steps/, such as the catalogue, may name every step.
      name: 'no-step-imports-another',
      severity: 'error',
      from: { path: '^src/core/steps/([^/]+)/', pathNot: tests },
      to: { path: '^src/core/steps/', pathNot: ['^src/core/steps/$1/', '^src/core/steps/support/'] },
    },
    mayReach(
      'steps',
      '^src/core/steps/',
      shared,
      port,
      ...core('steps/', 'engine/step\\.ts$', 'ledger/', 'measure/', 'node/', 'remote/tunnel-http\\.ts$'),
    ),
    onlyFrom('ssh2', '@types/ssh2|ssh2', core('remote/', 'terminal/')),
    onlyFrom('dockerode', 'dockerode', core('remote/docker\\.ts$'), { values: true }),
    onlyFrom('dockerode-types', '@types/dockerode|dockerode', core('remote/')),
    mayReach(
      'shells',
      '^src/(cli|main|web)/',
      shared,
      '^src/(cli|main|web)/',
      ...core('app\\.ts$', 'start-run\\.ts$', 'lab-status\\.ts$', 'handlers/', 'lab/', 'practice/', 'report/'),
      // What a shell must bring along (answers to questions), and how figures are written everywhere.
      ...core('remote/prompts\\.ts$', 'measure/format\\.ts$'),
      // Plain JavaScript, because what installs the dependencies has it too.
      '^scripts/start/one-at-a-time\\.mjs$',
    ),
    {
      name: 'a-shell-never-imports-another',
      severity: 'error',
      from: { path: '^src/(cli|main|web|preload|renderer)/', pathNot: tests },
      to: { path: '^src/(cli|main|web|preload|renderer)/', pathNot: '^src/$1/' },
    },
    { name: 'nothing-imports-cli', severity: 'error', from: { pathNot: '^src/cli/' }, to: { path: '^src/cli/' } },
    mayReach('preload', '^src/preload/', shared, '^src/preload/'),
    mayReach('renderer', '^src/renderer/', shared, '^src/renderer/'),
    {
      name: 'renderer-without-node',
      severity: 'error',
      from: { path: '^src/(renderer|shared)/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    onlyFrom('electron', 'electron', ['^src/main/', '^src/preload/']),
    {
      name: 'core-without-shells',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { path: '^src/(main|preload|web|renderer)/' },
    },
    {
      name: 'no-tests-in-the-app',
      severity: 'error',
      from: { path: '^src/', pathNot: tests },
      to: { path: tests },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
