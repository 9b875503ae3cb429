import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** What is read from outside (the disk, a node, a window) goes through src/core/gates, which has limits. */
const gate = 'Read with readLocalFile or parseJson of src/core/gates, which have limits.';
const reading = ['readFile', 'readFileSync', 'createReadStream', 'open', 'openSync', 'read', 'readSync', 'default'];

const addIssue = "CallExpression[callee.property.name='addIssue'] > ObjectExpression > Property";

/** Where words for people go (docs/adr/0016): neither a literal nor a template string, unless it is empty. */
const forPeople = [
  ["NewExpression[callee.name='LabError']", 'arguments.1'],
  ["NewExpression[callee.name='Reason']", 'arguments.0'],
  ['CallExpression[callee.name=/^(finding|ok)$/]', 'arguments.1'],
  ['CallExpression[callee.name=/^(error|warning)$/]', 'arguments.1'],
  ['CallExpression[callee.name=/^(error|warning)$/]', 'arguments.2'],
  ['CallExpression[callee.name=/^(progress|failed|trouble)$/]', 'arguments.0'],
  ["CallExpression[callee.property.name='progress']", 'arguments.0'],
  // What zod finds is said by zod, in English.
  [`Property[key.name=/^(message|remedy|summary|reason|what)$/]:not(${addIssue})`, 'value'],
];
const literalIn = ([node, at]) =>
  `${node}:matches([${at}.type='Literal'][${at}.raw!=/^(''|null)$/], [${at}.type='TemplateLiteral'])`;

/** Only what needs types: everything else is biome's. */
export default defineConfig(
  { ignores: ['node_modules/', 'dist/', 'out/', 'coverage/'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } },
    plugins: { '@typescript-eslint': tseslint.plugin },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/prefer-promise-reject-errors': ['error', { allowThrowingUnknown: true }],
      '@typescript-eslint/require-array-sort-compare': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['src/{core,cli,web,main}/**/*.ts'],
    ignores: ['**/*.test.ts', '**/fixtures/**', '**/test-*.ts', '**/stand-in*', 'src/core/gates/**'],
    rules: {
      // A text of the catalogue that becomes a string would stay English.
      '@typescript-eslint/no-base-to-string': 'error',
      'no-restricted-imports': [
        'error',
        {
          paths: ['fs', 'fs/promises', 'node:fs', 'node:fs/promises'].map((name) => ({
            name,
            importNames: reading,
            message: gate,
          })),
        },
      ],
      'no-restricted-properties': ['error', { object: 'JSON', property: 'parse', message: gate }],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: [
      '**/*.test.ts',
      '**/fixtures/**',
      '**/test-*.ts',
      '**/stand-in*',
      'src/shared/errors.ts',
      'src/shared/texts/*/**',
    ],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...forPeople.map((place) => ({
          selector: literalIn(place),
          message: 'Words for people are texts of src/shared/texts.',
        })),
      ],
    },
  },
  {
    files: ['src/renderer/**/*.tsx'],
    // The two that say why.
    ignores: ['src/renderer/ui/action-button.tsx', 'src/renderer/ui/action.tsx'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...[
          'JSXOpeningElement[name.name=/^(Button|ActionIcon|UnstyledButton|CloseButton|button)$/] > JSXAttribute[name.name=/^(disabled|loading|aria-disabled|data-disabled)$/]',
          "JSXOpeningElement[name.object.name='Menu'][name.property.name='Item'] > JSXAttribute[name.name=/disabled$/]",
        ].map((selector) => ({
          selector,
          message: 'A button that cannot be used says why: use ActionButton, or ActionItems in a menu.',
        })),
      ],
    },
  },
  {
    files: ['e2e/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression > ArrowFunctionExpression > ObjectPattern > Property[key.name='context']",
          message: "This context is Playwright's own browser's: in Electron the window has another, page.context().",
        },
      ],
    },
  },
  {
    // Each opens a file of this machine otherwise, for a reason.
    files: [
      'src/core/gates/private-file.ts', // writes a draft of its own
      'src/core/runs/history.ts', // writes a run's events
      'src/core/log/rotating-log.ts', // appends, without waiting for a pipe
      'src/core/practice/elevate.ts', // asks whether there is a terminal
      'src/core/remote/link/host-key.ts', // appends an accepted key
      'src/core/app/router/window-files.ts', // the app's own files, in a package where nothing can be opened but whole
      'src/main/readable-by-root.ts', // the same, and its copies
      'src/web/peer-owner.ts', // a table of the kernel's, piece by piece
    ],
    rules: { 'no-restricted-imports': 'off' },
  },
);
