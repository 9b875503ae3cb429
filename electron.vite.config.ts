import { defineConfig } from 'electron-vite';
import { bundleDockerode } from './scripts/desktop/bundle/dockerode.ts';
import { noteBundled } from './scripts/desktop/bundle/notices.ts';
import { bundleLanguages } from './scripts/start/bundle-languages.mjs';
import renderer, { pages } from './src/renderer/vite.config.ts';

/** Main as one ES module, preload as one CommonJS file, which a sandbox asks for: a package needs no node_modules. */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: 'src/main/index.ts' },
        // Native parts that ssh2 asks for and does without: nothing is compiled here.
        external: [/\.node$/, 'cpu-features'],
        output: { format: 'es', entryFileNames: '[name].js', codeSplitting: false },
      },
    },
    // jsonc-parser's CommonJS files find each other by a require of their own, which no bundler follows.
    resolve: { alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' } },
    plugins: [bundleDockerode(), bundleLanguages(), noteBundled('main')],
  },
  preload: {
    plugins: [noteBundled('preload')],
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    ...renderer,
    plugins: [...(renderer.plugins ?? []), noteBundled('renderer')],
    // Paths from the project's folder: electron-vite reads the renderer's configuration from there.
    root: 'src/renderer',
    build: {
      ...renderer.build,
      outDir: 'out/renderer',
      // As the browser shell serves them: electron-vite would leave them long.
      minify: true,
      rolldownOptions: { input: pages.map((page) => `src/renderer/${page}`) },
    },
  },
});
