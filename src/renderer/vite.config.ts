import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Rooms of the catalogue with words of the command line and of the shells around a window, which none ever shows. */
const ofShells = ['cli', 'explain', 'main', 'serve', 'web'];
/** Those that core says: they come in English over the wire, so only other languages need them here, to say them in theirs. */
const ofCore =
  `app bounds bridges class diagnose engine etcd evidence gates ledger link machine measure observe ovs own-lesson
  practice preflight process remote routed runs swarm terminal vxlan watch`.split(/\s+/);
const roomFile = /\/texts\/([^/]+)\/([a-z-]+)\.ts$/;
const source = /\/src\/(?!shared\/texts\/)[^?]*\.tsx?$/;
const roomsUsed = /\b(?:texts|spoken)\.(\w+)|\{([^{}]*)\} = (?:texts|spoken);/g;

/** A seventh of the first screen's script. */
const withoutElsewhere: Plugin = {
  name: 'without-words-shown-elsewhere',
  enforce: 'pre',
  transform(code, id) {
    const [, language, room = ''] = roomFile.exec(id) ?? [];
    if (ofShells.includes(room) || (language === 'en' && ofCore.includes(room)))
      return code.replace(/^export const (\w+) = \{[\s\S]*^\};\n/m, 'export const $1 = {};\n');
    if (!source.test(id)) return;
    const used = [...code.matchAll(roomsUsed)].flatMap(([, one, several]) => one ?? several?.match(/\w+/g) ?? []);
    const files = used.map((name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`));
    const missing = files.find((name) => ofShells.includes(name) || ofCore.includes(name));
    if (missing)
      this.error(`${id} has words of ${missing}, which src/renderer/vite.config.ts leaves out of the window`);
    return;
  },
};

/** Of the owner's window, and of the guests' of a class. */
export const pages = ['index.html', 'class.html'];

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
    rolldownOptions: { input: pages.map((page) => `${import.meta.dirname}/${page}`) },
  },
  server: { fs: { allow: ['../..'] } },
});
