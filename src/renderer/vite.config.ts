import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The window's bundle, the same for every shell. Relative addresses: Electron opens it from a file. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: {
    outDir: '../../out/renderer',
    emptyOutDir: true,
    target: 'chrome130',
    sourcemap: false,
    modulePreload: { polyfill: false },
    // Inline images would need data: in the content security policy.
    assetsInlineLimit: 0,
  },
  server: { fs: { allow: ['../..'] } },
});
