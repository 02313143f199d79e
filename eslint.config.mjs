import eslint from '@eslint/js';
import angular from 'angular-eslint';
import { defineConfig, globalIgnores } from 'eslint/config';
import { builtinRules } from 'eslint/use-at-your-own-risk';
import tseslint from 'typescript-eslint';
import { roomBoundaries } from './tools/lint/room-boundaries.ts';

const library = 'projects/ngx-convoy';
const angularCode = [`${library}/**/*.ts`, 'src/**/*.ts'];
const specs = ['**/*.spec.ts', 'e2e/**/*.ts'];

/** What core may not read by itself: it is handed in as Clock, Random and IdSource. */
const ambient = [
  ...['Date', 'performance', 'crypto', 'fetch', 'console', 'process'],
  ...['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'setImmediate'],
  ...['queueMicrotask', 'requestAnimationFrame', 'requestIdleCallback'],
  ...['globalThis', 'window', 'self', 'global', 'document', 'navigator', 'localStorage'],
];

/** Our own rules, and the length rule a second time: a rule has one severity, and we want a warning first. */
const house = {
  rules: { 'room-boundaries': roomBoundaries, 'long-file': builtinRules.get('max-lines') },
};

export default defineConfig(
  globalIgnores(['dist/', 'out/', 'coverage/', '.angular/', 'test-results/', 'playwright-report/']),
  {
    files: ['**/*.{ts,mjs,cjs,js}'],
    extends: [
      eslint.configs.recommended,
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
    ],
    plugins: { house },
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', 400],
      'house/long-file': ['warn', 300],
      'no-console': 'off',
      eqeqeq: ['error', 'always'],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'separate-type-imports' },
      ],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/explicit-function-return-type': [
        'error',
        { allowExpressions: true, allowTypedFunctionExpressions: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // It would turn a cast into the `!` that no-non-null-assertion forbids.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: angularCode,
    extends: [angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: {
      '@angular-eslint/no-uncalled-signals': 'error',
      '@angular-eslint/prefer-host-metadata-property': 'error',
      '@angular-eslint/prefer-output-emitter-ref': 'error',
      '@angular-eslint/prefer-output-readonly': 'error',
      '@angular-eslint/prefer-signals': 'error',
      // A structural directive's inputs are renamed by its microsyntax: *convoyFeature="...; else x".
      '@angular-eslint/no-input-rename': 'off',
    },
  },
  {
    files: [`${library}/**/*.ts`],
    rules: {
      'house/room-boundaries': 'error',
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Public names are exported by name.' },
        {
          selector: 'Program > ExportAllDeclaration',
          message:
            'List what is public by name: an `export *` publishes internals sooner or later.',
        },
      ],
      'no-restricted-properties': [
        'error',
        { property: 'baseURI', message: 'A document on a server throws: inject PAGE_BASE.' },
      ],
      ...selectors('convoy'),
    },
  },
  {
    // A list of names is no thought that could be split.
    files: [`${library}/**/public-api.ts`],
    rules: { 'max-lines': 'off', 'house/long-file': 'off' },
  },
  {
    files: [`${library}/**/dev/*.ts`],
    rules: { 'no-console': ['error', { allow: ['warn', 'error'] }] },
  },
  {
    files: ['src/**/*.ts', 'mock-api/**/*.ts', 'e2e/**/*.ts'],
    rules: { 'house/room-boundaries': 'error' },
  },
  { files: ['src/**/*.ts'], rules: selectors('app') },
  {
    files: [`${library}/core/**/*.ts`],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...ambient.map((name) => ({
          name,
          message:
            'Core is handed time, chance and effects (Clock, Random, IdSource); it takes none.',
        })),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Draw from the injected Random.' },
      ],
    },
  },
  {
    files: specs,
    rules: {
      // A spec hands methods around to say which one it expects to be called.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/explicit-function-return-type': 'off',
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
  {
    files: ['**/*.{mjs,cjs,js}'],
    rules: {
      'no-undef': 'off', // tools/tsconfig.json checks JavaScript too
      '@typescript-eslint/explicit-function-return-type': 'off',
      '@typescript-eslint/no-require-imports': 'off',
    },
  },
  {
    files: ['eslint.config.mjs', '**/*.cjs'],
    extends: [tseslint.configs.disableTypeChecked],
  },
  {
    files: [`${library}/**/*.html`, 'src/**/*.html'],
    extends: [angular.configs.templateRecommended, angular.configs.templateAccessibility],
    rules: {
      '@angular-eslint/template/button-has-type': 'error',
      '@angular-eslint/template/no-any': 'error',
      '@angular-eslint/template/no-non-null-assertion': 'error',
      '@angular-eslint/template/prefer-control-flow': 'error',
      '@angular-eslint/template/prefer-self-closing-tags': 'error',
    },
  },
);

function selectors(prefix) {
  const element = { type: 'element', prefix, style: 'kebab-case' };
  const attribute = { type: 'attribute', prefix, style: 'camelCase' };
  return {
    '@angular-eslint/component-selector': ['error', [element, attribute]],
    '@angular-eslint/directive-selector': ['error', attribute],
  };
}
