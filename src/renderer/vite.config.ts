import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Words of the command line and of the shells around a window, which none ever shows: a twentieth of the first screen's script. */
const elsewhere = /\/texts\/[^/]+\/(cli|explain|main|serve|web)\.ts$/;
const withoutElsewhere: Plugin = {
  name: 'without-words-shown-elsewhere',
  enforce: 'pre',
  load(id) {
    const name = elsewhere.exec(id)?.[1];
    return name && `export const ${name} = {};`;
  },
};

/** The window's bundle, the same for every shell. Relative addresses: Electron opens it from a file. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [withoutElsewhere, react()],
  build: {
    outDir: '../../out/renderer',
    emptyOutDir: true,
    target: 'chrome130',
    sourcemap: false,
    modulePreload: { polyfill: false },
    // Inline images would need data: in the content security policy.
    assetsInlineLimit: 0,
    rolldownOptions: { input: ['index.html', 'class.html'].map((page) => `${import.meta.dirname}/${page}`) },
  },
  server: { fs: { allow: ['../..'] } },
});
