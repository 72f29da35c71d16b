import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  { ignores: ['dist', 'node_modules', '.scratch'] },
  js.configs.recommended,
  tseslint.configs.strict,
  tseslint.configs.stylistic,
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs', globals: { module: 'writable' } } },
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      // Node-RED loads a module by calling its `module.exports`, which TypeScript writes as `export =`.
      '@typescript-eslint/no-require-imports': ['error', { allowAsImport: true }],
      'no-control-regex': 'off',
      eqeqeq: 'error',
    },
  },
);
