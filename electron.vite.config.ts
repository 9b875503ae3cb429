import { defineConfig } from 'electron-vite';
import renderer from './src/renderer/vite.config.ts';

/** Main as an ES module with its dependencies beside it; preload as CommonJS, which a sandbox asks for, in one file. */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      externalizeDeps: true,
      rolldownOptions: {
        input: { index: 'src/main/index.ts' },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
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
    // Paths from the project's folder: electron-vite reads the renderer's configuration from there.
    root: 'src/renderer',
    build: {
      ...renderer.build,
      outDir: 'out/renderer',
      // As the browser shell serves them: electron-vite would leave them long.
      minify: true,
      rolldownOptions: { input: 'src/renderer/index.html' },
    },
  },
});
