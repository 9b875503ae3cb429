import { protocol } from 'electron';
import { type WindowFile, windowFiles, windowHeaders } from '../core/app/router/window-files.ts';
import { origin, rendererDir, scheme } from './places.ts';

/** Must be told before the app is ready. */
export function allowScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the built window, and nothing else, with the same policy as the browser shell. */
export async function serveFiles(): Promise<void> {
  const files = await windowFiles(rendererDir());
  protocol.handle(scheme, (request) => answer(files, request));
}

export function answer(files: Map<string, WindowFile>, request: Pick<Request, 'method' | 'url'>): Response {
  const url = new URL(request.url);
  const file = `${url.protocol}//${url.host}` === origin && request.method === 'GET' && files.get(url.pathname);
  if (!file) return new Response('Not found', { status: 404, headers: windowHeaders() });
  return new Response(new Uint8Array(file.body), { headers: { ...windowHeaders(), 'Content-Type': file.type } });
}
