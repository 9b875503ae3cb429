/**
 * The import rules of docs/architecture.md. `import type` counts like any other import. Tests and their stand-ins are
 * freer: only what ships is bound. scripts/check/import-rules.ts runs this and makes sure that it saw every module.
 */
const tests = '\\.test\\.tsx?$|/fixtures/|/test-[^/]+\\.ts$|/stand-in';

/** What all of core may use: reading and waiting with limits, where the app's own files are, and whose they are. */
const gates = '^src/core/gates/';

/** Modules of ours in `from` may reach only these of ours. Packages are another matter. */
function mayReach(name, from, ...to) {
  return {
    name,
    severity: 'error',
    from: { path: from, pathNot: tests },
    to: { path: '^(src|bench|scripts|test|e2e)/', pathNot: [...to, ...(from.startsWith('^src/core/') ? [gates] : [])] },
  };
}

/** What ships in `from` may not reach `to`. */
const mayNotReach = (name, from, to) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: tests },
  to: { path: to },
});

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
const waysToNodes = 'remote/config/(find-route|route|ssh-config)\\.ts$';
const port = '^src/core/machine/(port|operation)\\.ts$';

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
      from: { path: '^src/shared/', pathNot: [tests, '^src/shared/wire/contract\\.ts$'] },
      to: { path: '^node_modules/@orpc/' },
    },
    mayReach('gates', '^src/core/gates/', shared),
    mayReach('engine', '^src/core/engine/', shared, ...core('engine/')),
    mayNotReach('engine-without-packages', '^src/core/engine/', '^node_modules/'),
    mayReach('lab', '^src/core/lab/', shared, ...core('lab/')),
    // What a lab file does is read off the ways to its nodes; nothing is connected to.
    mayReach('trust', '^src/core/trust/', shared, ...core('trust/', 'lab/', 'practice/access\\.ts$', waysToNodes)),
    mayReach(
      'compare',
      '^src/core/compare/',
      shared,
      ...core('compare/', 'lab/trusted-lab\\.ts$', 'runs/run-request\\.ts$', 'engine/report-error\\.ts$'),
    ),
    // A class is a queue over labs: each is run as any lab is.
    mayReach(
      'class',
      '^src/core/class/',
      shared,
      ...core(
        '(class|lab|practice|trust)/',
        'runs/(run-request|history)\\.ts$',
        'report/(csv-text|markdown-table)\\.ts$',
        'remote/auth/prompts\\.ts$',
      ),
    ),
    mayReach(
      'looking',
      '^src/core/looking/',
      shared,
      ...core(
        '(looking|bounds)/',
        'machine/port\\.ts$',
        'lab/trusted-lab\\.ts$',
        'remote/(connect|auth/prompts)\\.ts$',
      ),
    ),
    mayReach('evidence', '^src/core/evidence/', shared, ...core('(evidence|report)/')),
    // It looks and judges: nothing of a run is needed for that.
    mayReach(
      'diagnose',
      '^src/core/diagnose/',
      shared,
      ...core('(diagnose|looking|ledger|machine|bounds)/', 'lab/trusted-lab\\.ts$', 'tracks/'),
    ),
    mayReach(
      'follow',
      '^src/core/follow/',
      shared,
      ...core(
        '(follow|machine|bounds)/',
        'diagnose/look/parse-parts\\.ts$',
        'lab/trusted-lab\\.ts$',
        'remote/(connect|auth/prompts)\\.ts$',
        'tracks/common/support/names\\.ts$',
      ),
    ),
    // A lesson is somebody's file: read and judged, and its checks look at nodes.
    mayReach(
      'lesson',
      '^src/core/lesson/',
      shared,
      ...core('(lesson|looking|machine|measure)/', 'lab/(persons-file|trusted-lab)\\.ts$'),
    ),
    mayReach(
      'picture',
      '^src/core/picture/',
      shared,
      ...core(
        '(picture|looking|machine|bounds)/',
        'lab/trusted-lab\\.ts$',
        'remote/auth/prompts\\.ts$',
        'tracks/common/support/names\\.ts$',
      ),
    ),
    // It breaks a lab that is built, and asks the diagnosis and the steps whether it is whole again.
    mayReach(
      'drills',
      '^src/core/drills/',
      shared,
      ...core(
        '(drills|diagnose|runs|ledger|machine|tracks)/',
        'lab/trusted-lab\\.ts$',
        'engine/journal\\.ts$',
        'remote/(connect|auth/prompts)\\.ts$',
      ),
    ),
    mayReach('measure', '^src/core/measure/', shared, ...core('measure/')),
    mayReach('machine', '^src/core/machine/', shared, ...core('machine/')),
    mayReach('ledger', '^src/core/ledger/', shared, ...core('ledger/', 'machine/', 'engine/journal\\.ts$')),
    // The rooms of a connection, each above those before it; connect.ts and its neighbours put them together.
    mayReach(
      'remote',
      '^src/core/remote/',
      shared,
      ...core('remote/', 'machine/(port|operation|quote|interim|asked|engine-asleep)\\.ts$'),
    ),
    ...['config', 'auth', 'link', 'process', 'docker'].map((room, at, rooms) =>
      mayReach(
        `remote-${room}`,
        `^src/core/remote/${room}/`,
        shared,
        ...core(`remote/(${rooms.slice(0, at + 1).join('|')})/`, 'machine/(port|operation|quote|interim|asked)\\.ts$'),
      ),
    ),
    mayReach('bounds', '^src/core/bounds/', shared, port, ...core('bounds/')),
    mayReach('terminal', '^src/core/terminal/', shared, port, ...core('terminal/', 'remote/')),
    mayReach('flood', '^src/core/terminal/flood/', shared, ...core('terminal/flood/')),
    {
      name: 'flood-by-its-door',
      comment: 'What is left out of a flood, and when, is decided in one folder; the rest knows only that frames come.',
      severity: 'error',
      from: { pathNot: '^src/core/terminal/flood/' },
      to: { path: '^src/core/terminal/flood/', pathNot: '^src/core/terminal/flood/outflow\\.ts$' },
    },
    mayReach(
      'transcript',
      '^src/core/transcript/',
      shared,
      ...core('transcript/', 'measure/', 'report/safe-json\\.ts$', 'tracks/common/support/names\\.ts$'),
    ),
    mayReach('log', '^src/core/log/', shared, ...core('log/')),
    mayReach('practice', '^src/core/practice/', shared, ...core('practice/')),
    mayReach('report', '^src/core/report/', shared, ...core('report/', 'measure/')),
    mayReach(
      'typed',
      '^src/core/typed/',
      shared,
      ...core('(typed|ledger|machine)/', 'tracks/common/support/names\\.ts$'),
    ),
    mayReach(
      'watch',
      '^src/core/watch/',
      shared,
      ...core(
        '(watch|ledger|machine)/',
        'lab/trusted-lab\\.ts$',
        'engine/report-error\\.ts$',
        'remote/(connect|auth/prompts)\\.ts$',
        'tracks/common/support/names\\.ts$',
      ),
    ),
    // A run is put together from all of these; what windows ask, app, is above it.
    mayReach(
      'runs',
      '^src/core/runs/',
      shared,
      ...core('(runs|typed|tracks|engine|ledger|machine|bounds|remote|lab|report)/'),
    ),
    {
      // $1 is the track, $2 the step's own folder. The track's track.ts puts them together.
      name: 'no-step-imports-another',
      severity: 'error',
      from: { path: '^src/core/tracks/([^/]+)/([^/]+)/', pathNot: tests },
      to: { path: '^src/core/tracks/', pathNot: ['^src/core/tracks/$1/$2/', '^src/core/tracks/common/support/'] },
    },
    {
      name: 'no-track-imports-another',
      severity: 'error',
      from: { path: '^src/core/tracks/([^/]+)/', pathNot: tests },
      to: {
        path: '^src/core/tracks/[^/]+/',
        pathNot: ['^src/core/tracks/$1/', '^src/core/tracks/common/'],
      },
    },
    mayReach(
      'tracks',
      '^src/core/tracks/',
      shared,
      ...core('tracks/', 'engine/step\\.ts$', 'ledger/', 'measure/', 'machine/'),
    ),
    onlyFrom('ssh2', '@types/ssh2|ssh2', core('remote/', 'terminal/')),
    onlyFrom('dockerode', 'dockerode', core('remote/docker/dockerode-library\\.ts$'), { values: true }),
    onlyFrom('dockerode-types', '@types/dockerode|dockerode', core('(remote|machine)/')),
    mayReach(
      'shells',
      '^src/(cli|main|web)/',
      shared,
      '^src/(cli|main|web)/',
      ...core(
        '(app|class|compare|diagnose|drills|evidence|follow|lesson|picture|runs|gates|lab|practice|report|transcript|trust|watch)/',
      ),
      // What a shell must bring along: answers to questions.
      ...core('remote/auth/prompts\\.ts$'),
      // The browser shell's page is built when it starts from a checkout.
      '^scripts/build/',
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
    mayNotReach('ui-knows-no-screen', '^src/renderer/(ui|state)/', '^src/renderer/(screens|shell)/'),
    mayNotReach('state-knows-no-view', '^src/renderer/state/', '^src/renderer/ui/'),
    mayNotReach('no-screen-knows-the-shell', '^src/renderer/screens/', '^src/renderer/shell/'),
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
