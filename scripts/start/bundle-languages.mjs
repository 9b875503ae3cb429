import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** For rolldown and vite: src/core/gates/languages.ts reads a folder, and imports what is in it; a bundle has it inside. */
export const bundleLanguages = () => ({
  name: 'overlay-lab:languages',
  load(id) {
    if (!id.replaceAll('\\', '/').endsWith('/src/core/gates/languages.ts')) return undefined;
    const texts = path.join(path.dirname(id), '..', '..', 'shared', 'texts');
    const names = readdirSync(texts).filter((name) => existsSync(path.join(texts, name, 'catalogue.ts')));
    const file = (name) => JSON.stringify(path.join(texts, name, 'catalogue.ts'));
    return [
      ...names.map((name, at) => `import { catalogue as catalogue${at} } from ${file(name)};`),
      `export const languages = { ${names.map((name, at) => `${JSON.stringify(name)}: catalogue${at}`).join(', ')} };`,
    ].join('\n');
  },
});
