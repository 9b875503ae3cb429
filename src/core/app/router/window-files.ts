import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

export interface WindowFile {
  body: Buffer;
  type: string;
  /** Its name changes with its content. */
  lasting: boolean;
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.md': 'text/plain; charset=utf-8',
};

/** The window's files, by the path they are asked for. Read once: no path of a request ever reaches the file system. */
export async function windowFiles(dir: string): Promise<Map<string, WindowFile>> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = new Map<string, WindowFile>();
  for (const entry of entries.filter((one) => one.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    const name = `/${path.relative(dir, file).split(path.sep).join('/')}`;
    const type = types[path.extname(file)] ?? 'application/octet-stream';
    files.set(name, { body: await readFile(file), type, lasting: name.startsWith('/assets/') });
  }
  const index = files.get('/index.html');
  if (index) files.set('/', index);
  return files;
}

/** What every file of the window comes with. Mantine sets style attributes: 'unsafe-inline' is for styles alone. */
export function windowHeaders(connectTo: readonly string[] = []): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob:",
    "font-src 'self'",
    `connect-src ${["'self'", ...connectTo].join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return {
    'Content-Security-Policy': policy.join('; '),
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  };
}
